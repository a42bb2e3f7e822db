package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.gemm.ProductSize;

/** The sizes of products that were met, each of which switches to vectors on its own. */
final class TieredProducts {
  /** Sizes beyond this many are not remembered and go to the vectors at once. */
  private static final int MAX_SIZES = 1024;

  private ProductSize[] sizes = new ProductSize[64];
  private Candidate[] candidates = new Candidate[64];
  private int count;

  /** The table, replaced whole when it changes, so that readers need no lock. */
  private volatile Table table = new Table(sizes, candidates, false);

  /**
   * What is known.
   *
   * @param full whether others are not remembered, so that nothing is made of them
   */
  private record Table(ProductSize[] sizes, Candidate[] candidates, boolean full) {
    Candidate find(int m, int n, int k, int layout) {
      int mask = sizes.length - 1;
      for (int i = ProductSize.hash(m, n, k, layout) & mask; ; i = i + 1 & mask) {
        ProductSize size = sizes[i];
        if (size == null) {
          return null;
        } else if (size.is(m, n, k, layout)) {
          return candidates[i];
        }
      }
    }
  }

  /** The candidate of a size; null where there are too many sizes. */
  Candidate of(int m, int n, int k, int layout) {
    Table known = table;
    Candidate candidate = known.find(m, n, k, layout);
    return candidate != null || known.full ? candidate : add(new ProductSize(m, n, k, layout));
  }

  private synchronized Candidate add(ProductSize size) {
    Candidate known = table.find(size.m(), size.n(), size.k(), size.layout());
    if (known != null || count == MAX_SIZES) {
      return known;
    }
    count++;
    boolean grow = count * 2 > sizes.length;
    ProductSize[] oldSizes = sizes;
    Candidate[] oldCandidates = candidates;
    sizes = new ProductSize[oldSizes.length * (grow ? 2 : 1)];
    candidates = new Candidate[sizes.length];
    for (int i = 0; i < oldSizes.length; i++) {
      if (oldSizes[i] != null) {
        put(oldSizes[i], oldCandidates[i]);
      }
    }
    Candidate candidate = new Candidate(size);
    put(size, candidate);
    table = new Table(sizes, candidates, count == MAX_SIZES);
    return candidate;
  }

  private void put(ProductSize size, Candidate candidate) {
    int mask = sizes.length - 1;
    int i = ProductSize.hash(size.m(), size.n(), size.k(), size.layout()) & mask;
    while (sizes[i] != null) {
      i = i + 1 & mask;
    }
    sizes[i] = size;
    candidates[i] = candidate;
  }
}
