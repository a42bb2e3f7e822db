package dev.lanegrad.kernel;

/** The sizes of products that were met, each of which goes over to vectors on its own. */
final class WarmingProducts {
  /** Sizes beyond this many are not remembered and go to the vectors at once. */
  private static final int MOST = 1024;

  private ProductSize[] sizes = new ProductSize[64];
  private WarmingKernel[] kernels = new WarmingKernel[64];
  private int count;

  /** The table, replaced whole when it changes, so that readers need no lock. */
  private volatile Table table = new Table(sizes, kernels, false);

  /**
   * What is known.
   *
   * @param full whether others are not remembered, so that nothing is made of them
   */
  private record Table(ProductSize[] sizes, WarmingKernel[] kernels, boolean full) {
    WarmingKernel find(int m, int n, int k, int layout) {
      int mask = sizes.length - 1;
      for (int i = ProductSize.hash(m, n, k, layout) & mask; ; i = i + 1 & mask) {
        ProductSize size = sizes[i];
        if (size == null) {
          return null;
        } else if (size.is(m, n, k, layout)) {
          return kernels[i];
        }
      }
    }
  }

  /** The kernel for a size; null where there are too many sizes. */
  WarmingKernel of(int m, int n, int k, int layout) {
    Table known = table;
    WarmingKernel kernel = known.find(m, n, k, layout);
    return kernel != null || known.full ? kernel : add(new ProductSize(m, n, k, layout));
  }

  private synchronized WarmingKernel add(ProductSize size) {
    WarmingKernel known = table.find(size.m(), size.n(), size.k(), size.layout());
    if (known != null || count == MOST) {
      return known;
    }
    count++;
    boolean grow = count * 2 > sizes.length;
    ProductSize[] oldSizes = sizes;
    WarmingKernel[] oldKernels = kernels;
    sizes = new ProductSize[oldSizes.length * (grow ? 2 : 1)];
    kernels = new WarmingKernel[sizes.length];
    for (int i = 0; i < oldSizes.length; i++) {
      if (oldSizes[i] != null) {
        put(oldSizes[i], oldKernels[i]);
      }
    }
    WarmingKernel.Kind kind = size.isLinear() ? WarmingKernel.Kind.LINEAR : WarmingKernel.Kind.GEMM;
    WarmingKernel kernel = new WarmingKernel(kind, size);
    put(size, kernel);
    table = new Table(sizes, kernels, count == MOST);
    return kernel;
  }

  private void put(ProductSize size, WarmingKernel kernel) {
    int mask = sizes.length - 1;
    int i = ProductSize.hash(size.m(), size.n(), size.k(), size.layout()) & mask;
    while (sizes[i] != null) {
      i = i + 1 & mask;
    }
    sizes[i] = size;
    kernels[i] = kernel;
  }
}
