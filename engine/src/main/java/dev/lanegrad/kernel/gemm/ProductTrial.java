package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.vector.CacheLine;

/**
 * A call of a product on operands of its own that need at most 1 MB, {@link #MOST} floats, whatever
 * its size: a trial mustn't take memory that the program has for itself.
 *
 * <p>Of operands that are larger the rows overlap, as does the result's: the code that runs goes by
 * the sizes, and not by the memory. Where it goes by the distance of rows too, that distance is
 * kept, or what matters of it. What still doesn't fit is cut to fewer rows, so that the same tiles
 * run, fewer times, but at times one at the end of the rows. The plain loops keep a copy of op(B),
 * and are cut to shorter chains.
 *
 * @param lda distance of the rows of a as stored; likewise ldb and ldc
 */
public record ProductTrial(ProductSize size, int m, int n, int k, int lda, int ldb, int ldc) {
  private static final int MOST = 1 << 18;

  /** Elements that a and b share where the size needs more than {@link #MOST}. */
  private static final int INPUT = MOST / 2;

  /** Elements of c then, and of the copy that the plain loops make. */
  private static final int OUTPUT = MOST / 4;

  /** Rows, columns and steps at most, and about. */
  private static final int LONG = 1 << 15;

  /** Rows in which tiles of all heights end alike. */
  private static final int HEIGHTS = 24;

  /** Rows of b in which tiles of dot products end alike. */
  private static final int DOT_COLUMNS = 32;

  /**
   * Steps of dot products. As few rows of b fit, a tile runs but once or twice in a call: with long
   * chains it would take seconds to the 600 times from which C2 compiles it.
   */
  private static final int DOT_STEPS = 256;

  /** Rows of op(A) that are enough to time the scalar kernels. */
  private static final int PLAIN_ROWS = 64;

  /** The trial of the vectors. */
  static ProductTrial ofVectors(ProductSize size) {
    if (fits(size)) {
      return new ProductTrial(size, size.m(), size.n(), size.k(), true);
    }
    int m = cut(size.m(), LONG, CacheLine.WAY);
    int n = cut(size.n(), LONG, CacheLine.WAY);
    int k = cut(size.k(), LONG, CacheLine.WAY);
    if (VectorGemm.isByDots(size, m, n, k)) {
      int ldb = cut(k, INPUT / DOT_COLUMNS, CacheLine.WAY);
      k = cut(ldb, DOT_STEPS, CacheLine.FLOATS);
      n = cut(n, INPUT / ldb, DOT_COLUMNS);
      return new ProductTrial(size, m, n, k, k, ldb, distance(m, n, OUTPUT));
    }
    if (size.transB() && k <= BlockedProduct.SHORT) {
      n = cut(n, INPUT / k, DOT_COLUMNS);
    }
    int height = VectorGemm.rowsInPlace(size, m, n, k);
    if (!size.transA() && (k <= BlockedProduct.SHORT || height > 0)) {
      m = cut(m, INPUT / k, height > 0 ? height : HEIGHTS);
    }
    return new ProductTrial(size, m, n, k, false);
  }

  /** The trial of the scalar kernels. */
  static ProductTrial ofScalar(ProductSize size) {
    if (fits(size)) {
      return new ProductTrial(size, size.m(), size.n(), size.k(), true);
    }
    int n = Math.min(size.n(), LONG);
    int k = Math.min(size.k(), OUTPUT / n);
    return new ProductTrial(size, Math.min(size.m(), PLAIN_ROWS), n, k, false);
  }

  private ProductTrial(ProductSize size, int m, int n, int k, boolean whole) {
    this(
        size,
        m,
        n,
        k,
        distance(size.transA() ? k : m, size.transA() ? m : k, whole ? MOST : INPUT),
        distance(size.transB() ? n : k, size.transB() ? k : n, whole ? MOST : INPUT),
        distance(m, n, whole ? MOST : OUTPUT));
  }

  /** Whether operands of this size, and a copy of one, need no more than {@link #MOST}. */
  private static boolean fits(ProductSize size) {
    long m = size.m();
    long n = size.n();
    long k = size.k();
    return m * k + 2 * k * n + m * n <= MOST;
  }

  /** At most so many, and as many as before but for a multiple of the step. */
  private static int cut(int count, int most, int step) {
    if (count <= most) {
      return count;
    }
    int alike = most - Math.floorMod(most - count, step);
    return alike >= step ? alike : most;
  }

  /**
   * The distance of rows in so much room: what they are wide, or less, a multiple of the same power
   * of two, as caches and vectors that begin with lines go by that. Where that power is too large,
   * rows that share few sets of a cache lie all at one place, and others apart by a smaller one.
   */
  private static int distance(int rows, int width, int room) {
    if ((long) rows * width <= room) {
      return width;
    }
    int most = (room - width) / (rows - 1);
    int power = Integer.lowestOneBit(width);
    if (power <= most) {
      return (most / power - 1 | 1) * power;
    }
    boolean together = most < CacheLine.FLOATS || InPlaceProduct.crowded(rows, width);
    return together ? 0 : Integer.highestOneBit(most);
  }

  /** The operands of both trials of a size. */
  static float[][] operands(ProductSize size) {
    if (fits(size)) {
      int m = size.m();
      int n = size.n();
      int k = size.k();
      return new float[][] {new float[m * k], new float[Math.max(k, 1) * n], new float[m * n]};
    }
    float[] input = new float[INPUT];
    return new float[][] {input, input, new float[OUTPUT]};
  }

  /** Multiply-adds. */
  double work() {
    return Math.max(1, (double) m * n * k);
  }

  /** Both trials of a size, on the same operands. */
  public record Pair(ProductTrial scalar, ProductTrial vector, float[][] operands) {
    public static Pair of(ProductSize size) {
      float[][] operands = ProductTrial.operands(size);
      for (float[] operand : operands) {
        for (int i = 0; i < operand.length; i++) {
          operand[i] = 0.25f + i % 7 * 0.125f;
        }
      }
      return new Pair(ofScalar(size), ofVectors(size), operands);
    }

    /** One call of one of the two. */
    public void run(Kernels kernels, boolean vectors) {
      (vectors ? vector : scalar).run(kernels, operands[0], operands[1], operands[2]);
    }

    /** How many times the work of the scalar trial the vector trial does. */
    public double work() {
      return vector.work() / scalar.work();
    }
  }

  void run(Kernels kernels, float[] a, float[] b, float[] c) {
    if (size.isLinear()) {
      float[] bias = size.isBiased() ? b : null;
      kernels.linear(m, n, k, a, 0, lda, b, 0, ldb, bias, 0, size.hasRelu(), c, 0, ldc);
    } else {
      boolean accumulate = size.accumulates();
      kernels.gemm(
          size.transA(), size.transB(), m, n, k, a, 0, lda, b, 0, ldb, c, 0, ldc, accumulate);
    }
  }
}
