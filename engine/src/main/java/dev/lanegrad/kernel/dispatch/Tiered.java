package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.scalar.ScalarKernels;

/**
 * Scalar kernels at first, and vectors for one kernel after the other, as {@link WarmUp} gets these
 * compiled.
 */
final class Tiered implements KernelChoice {
  /**
   * Multiply-adds from which a product goes to the vectors at once: its micro-kernels are compiled
   * before it is half done, and a trial by scalar loops would take too long.
   */
  private static final double MIN_UNTRIED_PRODUCT = 1 << 26;

  /**
   * The vector kernels, made by the first thread that needs them: loading their classes takes
   * longer than a small step.
   */
  private static final class Vectors {
    static final Kernels KERNELS = new VectorKernels();
  }

  private final Kernels scalar = ScalarKernels.INSTANCE;
  private final WarmUp warmUp = new WarmUp(scalar, () -> Vectors.KERNELS);
  private final TieredProducts products = new TieredProducts();

  /** By the ordinals of the op and of its variant. */
  private final Candidate[][] candidates;

  Tiered() {
    Op[] ops = Op.values();
    candidates = new Candidate[ops.length][];
    for (Op op : ops) {
      Enum<?>[] variants = op.variants();
      candidates[op.ordinal()] = new Candidate[variants.length];
      for (int i = 0; i < variants.length; i++) {
        candidates[op.ordinal()][i] = new Candidate(op, variants[i]);
      }
    }
  }

  private Kernels pick(Candidate candidate) {
    return candidate.isPromoted(warmUp) ? Vectors.KERNELS : scalar;
  }

  @Override
  public Kernels of(Op op) {
    return pick(candidates[op.ordinal()][0]);
  }

  @Override
  public Kernels of(Op op, Enum<?> variant) {
    return pick(candidates[op.ordinal()][variant.ordinal()]);
  }

  @Override
  public Kernels ofProduct(int m, int n, int k, int layout) {
    double work = (double) m * n * k;
    if (work == 0) {
      return scalar;
    } else if (work >= MIN_UNTRIED_PRODUCT) {
      return Vectors.KERNELS;
    }
    Candidate candidate = products.of(m, n, k, layout);
    return candidate == null ? Vectors.KERNELS : pick(candidate);
  }

  /** Waits until all kernels that were called so far have switched to vectors, or were given up. */
  void await() throws InterruptedException {
    warmUp.await();
  }

  /** How many kernels have switched to vectors. */
  int promoted() {
    return warmUp.promoted();
  }

  @Override
  public String description() {
    return Vectors.KERNELS.description();
  }

  @Override
  public int vectorBits() {
    return Vectors.KERNELS.vectorBits();
  }
}
