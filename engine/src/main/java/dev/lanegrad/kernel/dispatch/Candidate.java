package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.gemm.ProductSize;
import dev.lanegrad.kernel.gemm.ProductTrial;

/**
 * What switches from scalar to vector kernels by itself: one kernel, one function of it, or one
 * size of product.
 */
final class Candidate {
  /** Calls of both versions, on operands of their own, that get the vectors compiled. */
  interface Trial {
    void run(Kernels kernels, boolean vectors);

    /** How many times the work of a scalar call a vector call does. */
    double work();
  }

  private final Op op;
  private final Enum<?> variant;
  private final ProductSize size;

  /** Whether calls go to the vectors. */
  private volatile boolean promoted;

  private volatile boolean submitted;

  Candidate(Op op, Enum<?> variant) {
    this.op = op;
    this.variant = variant;
    size = null;
  }

  Candidate(ProductSize size) {
    op = null;
    variant = null;
    this.size = size;
  }

  /**
   * Whether a call goes to the vectors; where not yet, the first caller asks for them to be
   * compiled.
   */
  boolean isPromoted(WarmUp warmUp) {
    if (promoted) {
      return true;
    }
    if (!submitted) {
      submitted = true; // a second thread that submits at the same moment does no harm
      warmUp.submit(this);
    }
    return false;
  }

  void promote() {
    promoted = true;
  }

  /** Makes a trial. */
  Trial trial() {
    return size == null ? ofOp() : ofProduct();
  }

  private Trial ofProduct() {
    ProductTrial.Pair pair = ProductTrial.Pair.of(size);
    return new Trial() {
      @Override
      public void run(Kernels kernels, boolean vectors) {
        pair.run(kernels, vectors);
      }

      @Override
      public double work() {
        return pair.work();
      }
    };
  }

  private Trial ofOp() {
    Call sample = op.sample(variant);
    return new Trial() {
      @Override
      public void run(Kernels kernels, boolean vectors) {
        op.sample(kernels, sample);
      }

      @Override
      public double work() {
        return 1;
      }
    };
  }
}
