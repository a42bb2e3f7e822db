package dev.lanegrad.kernel;

import dev.lanegrad.kernel.dispatch.KernelProvider;

/**
 * The contract of the kernels: dense float arithmetic on {@code float[]} with offsets, which knows
 * nothing of tensors.
 *
 * <p><b>Same bits.</b> For the same operands every implementation gives the same bits, with plain
 * loops or vectors, at every vector width, on any number of threads. Each method therefore states
 * not only what it computes but in which order it rounds; the scalar kernels are that definition in
 * scalar kernels. The payload of a NaN is not promised.
 *
 * <p><b>Shapes.</b> Matrices are row-major: element (i, j) of an {@code (m, n)} matrix {@code a}
 * lies at {@code a[aOffset + i * lda + j]} with {@code lda >= n}. A vector of n elements starts at
 * its offset. An {@code inc} is 1, or 0 for one element that is used n times. Sizes may be 0.
 *
 * <p><b>Overlap.</b> The output of an elementwise method may be one of its inputs at the same
 * offset; any other overlap of an output with an input gives undefined values.
 *
 * <p><b>Errors.</b> A negative size or offset, a leading dimension smaller than the row and an
 * array too short for its matrix throw {@link IllegalArgumentException} that names the argument,
 * before anything is written.
 *
 * <p>All methods may be called from many threads at once and allocate nothing once they are warm.
 */
public interface Kernels
    extends ProductKernels,
        ElementwiseKernels,
        ReductionKernels,
        LossKernels,
        RowKernels,
        UpdateKernels {
  /** Elements in a block of a sum; see {@link #sum}. */
  int SUM_BLOCK = 4096;

  /** Interleaved partial sums in a block of a sum; see {@link #sum}. */
  int SUM_LANES = 64;

  /**
   * The kernels of this process, chosen once from the system properties and the CPU.
   *
   * @throws SettingError where a property can't be honoured: the same at each call
   */
  static Kernels current() {
    return KernelProvider.current();
  }

  /**
   * Waits until every kernel that this process has called so far runs by vectors.
   *
   * <p>Vector code is slow until the JVM's compiler has seen it run for a while. So each kernel,
   * and each size of product, starts as scalar kernels and switches to vectors, with the same bits,
   * when these are compiled, usually within a second. To pay this cost at a chosen moment, run one
   * step and then call this method. Where vectors are no faster than scalar kernels, as for the
   * smallest products, the scalar kernels stay.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws SettingError where a property can't be honoured: the same at each call
   */
  static void warmUp() throws InterruptedException {
    KernelProvider.warmUp();
  }

  /**
   * How the kernels of this process make the product {@code C = op(A) op(B)} without gaps between
   * rows, once they are warm: the algorithm, the tile, what is packed, the blocks, the threads. For
   * people: the text may change.
   *
   * @param transA whether A is stored (k, m) instead of (m, k)
   * @param transB whether B is stored (n, k) instead of (k, n)
   * @throws IllegalArgumentException if a size is negative
   */
  static String explain(boolean transA, boolean transB, int m, int n, int k) {
    return KernelProvider.explain(transA, transB, m, n, k);
  }

  /** What was chosen, for people: {@code "vector, 512 bits, 2 threads"}. */
  String description();

  /** Bits of a vector: 64, 128, 256 or 512, and 0 for the scalar kernels. */
  int vectorBits();

  /** Threads that a large call may use, the caller's among them. */
  int threads();
}
