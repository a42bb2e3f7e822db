package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.gemm.ProductSize;

/** Which kernels run a call: the same ones for all, or scalar ones until vectors are compiled. */
public interface KernelChoice {
  /** For a kernel that has no variants. */
  Kernels of(Op op);

  /** For one function of a kernel: a {@link Unary}, {@link Binary} or {@link PointLoss}. */
  Kernels of(Op op, Enum<?> variant);

  /** For a product of these sizes, in a layout of {@link ProductSize}. */
  Kernels ofProduct(int m, int n, int k, int layout);

  /** What runs in the end, for people: see {@link Kernels#description}. */
  String description();

  /** See {@link Kernels#vectorBits}. */
  int vectorBits();

  /** The same kernels for every call. */
  record Fixed(Kernels kernels) implements KernelChoice {
    @Override
    public Kernels of(Op op) {
      return kernels;
    }

    @Override
    public Kernels of(Op op, Enum<?> variant) {
      return kernels;
    }

    @Override
    public Kernels ofProduct(int m, int n, int k, int layout) {
      return kernels;
    }

    @Override
    public String description() {
      return kernels.description();
    }

    @Override
    public int vectorBits() {
      return kernels.vectorBits();
    }
  }
}
