package dev.lanegrad;

import dev.lanegrad.kernel.Fma;

/**
 * Random numbers in the order and with the values of PyTorch's CPU generator: the same seed and the
 * same draws give the same tensors, normal ones within 2 units in the last place.
 *
 * <p>Safe to use by many threads, which then share one stream in the order in which they draw.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.Generator.html">torch.Generator
 *     </a>
 */
public final class Generator {
  /** PyTorch's seed where none is given. */
  private static final long DEFAULT_SEED = 67280421310721L;

  private static final Generator DEFAULT = new Generator(DEFAULT_SEED);

  private MersenneTwister twister;

  /** The second number of the last pair of {@link #normal}, unless NaN. */
  private double cached;

  /** A generator of its own stream; of the seed the lower 32 bits count. */
  public Generator(long seed) {
    seed(seed);
  }

  /** Seeds the default generator, which {@link Tensor#randn(int...)} and new layers draw from. */
  public static void manualSeed(long seed) {
    DEFAULT.seed(seed);
  }

  /** The default generator. */
  public static Generator getDefault() {
    return DEFAULT;
  }

  /** Starts the stream of a seed from its beginning. */
  public synchronized void seed(long seed) {
    twister = new MersenneTwister((int) seed);
    cached = Double.NaN;
  }

  /** Uniform numbers in [0, 1), multiples of 2^-24. */
  public synchronized Tensor rand(int... shape) {
    Recording.refuse("random numbers were drawn");
    Tensor tensor = Tensor.zeros(shape);
    float[] x = tensor.storage.data;
    for (int i = 0; i < x.length; i++) {
      x[i] = uniform();
    }
    return tensor;
  }

  /** Uniform numbers in [a, b): {@code fma(u, b - a, a)} with u of {@link #rand}. */
  public synchronized Tensor uniform(float a, float b, int... shape) {
    Recording.refuse("random numbers were drawn");
    Tensor tensor = Tensor.zeros(shape);
    float[] x = tensor.storage.data;
    for (int i = 0; i < x.length; i++) {
      x[i] = Fma.fma(uniform(), b - a, a);
    }
    return tensor;
  }

  /**
   * Normal numbers of mean 0 and variance 1: fewer than 16 one by one in double, more in blocks of
   * 16, the last of which is drawn again where the size is no multiple.
   */
  public synchronized Tensor randn(int... shape) {
    Recording.refuse("random numbers were drawn");
    Tensor tensor = Tensor.zeros(shape);
    float[] x = tensor.storage.data;
    if (x.length < BoxMuller.BLOCK) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) normal();
      }
      return tensor;
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = uniform();
    }
    int end = x.length - BoxMuller.BLOCK;
    for (int i = 0; i <= end; i += BoxMuller.BLOCK) {
      BoxMuller.transform(x, i);
    }
    if (x.length % BoxMuller.BLOCK != 0) {
      for (int i = end; i < x.length; i++) {
        x[i] = uniform();
      }
      BoxMuller.transform(x, end);
    }
    return tensor;
  }

  /** The numbers 0 to n - 1 in random order. */
  public synchronized int[] randperm(int n) {
    Recording.refuse("random numbers were drawn");
    if (n < 0) {
      throw new IllegalArgumentException("n must be non-negative, got " + n + ".");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int other = i + Integer.remainderUnsigned(twister.next(), n - i);
      int value = order[i];
      order[i] = order[other];
      order[other] = value;
    }
    return order;
  }

  private float uniform() {
    return (twister.next() & 0xffffff) * 0x1p-24f;
  }

  /** One number; they come in pairs, and the second waits for the next call. */
  private double normal() {
    if (!Double.isNaN(cached)) {
      double second = cached;
      cached = Double.NaN;
      return second;
    }
    double x = uniform53();
    double y = uniform53();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-y));
    double angle = 2 * Math.PI * x;
    cached = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  private double uniform53() {
    long high = Integer.toUnsignedLong(twister.next());
    long low = Integer.toUnsignedLong(twister.next());
    return ((high << 32 | low) & (1L << 53) - 1) * 0x1p-53;
  }
}
