package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.runtime.Pool;
import dev.lanegrad.kernel.runtime.Pooled;
import dev.lanegrad.kernel.runtime.Scratch;
import java.util.Arrays;

/**
 * The order in which {@link Kernels#sum} adds: lanes and their tree inside a block, and the tree
 * above the blocks.
 */
public final class SumTree {
  /** The sums of blocks. */
  private static final class Partial extends Pooled {
    private static final Pool<Partial> POOL =
        new Pool<>() {
          @Override
          public Partial make() {
            return new Partial();
          }
        };

    private final Scratch sums = new Scratch();
  }

  private SumTree() {}

  static float sum(Kernels kernels, int n, float[] x, int xOffset) {
    Partial partial = Partial.POOL.borrow();
    try {
      float[] sums = partial.sums.floats(blocks(n));
      kernels.sumBlocks(n, x, xOffset, sums, 0);
      return reduce(kernels, blocks(n), sums);
    } finally {
      partial.giveBack();
    }
  }

  static float lossSum(
      Kernels kernels,
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset) {
    Partial partial = Partial.POOL.borrow();
    try {
      float[] sums = partial.sums.floats(blocks(n));
      kernels.lossBlocks(loss, parameter, n, x, xOffset, t, tOffset, sums, 0);
      return reduce(kernels, blocks(n), sums);
    } finally {
      partial.giveBack();
    }
  }

  static float lossSumAndGradient(
      Kernels kernels,
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float scale,
      float[] dx,
      int dxOffset) {
    Partial partial = Partial.POOL.borrow();
    try {
      float[] sums = partial.sums.floats(blocks(n));
      kernels.lossBlocksAndGradient(
          loss, parameter, n, x, xOffset, t, tOffset, sums, 0, scale, dx, dxOffset);
      return reduce(kernels, blocks(n), sums);
    } finally {
      partial.giveBack();
    }
  }

  /**
   * Up to this many block sums are added by scalar code: this level runs too rarely for C2 to
   * compile a vector version.
   */
  private static final int MAX_SCALAR_BLOCKS = 1024;

  /** Fewer elements are added sooner one by one: measured, 100 to 200 take as long either way. */
  private static final int MIN_COPIED = 256;

  /** The number of blocks of n elements. */
  public static int blocks(int n) {
    return n / Kernels.SUM_BLOCK + (n % Kernels.SUM_BLOCK == 0 ? 0 : 1);
  }

  private static float reduce(Kernels kernels, int n, float[] partial) {
    if (n == 0) {
      return 0f;
    }
    while (n > 1) {
      if (n <= MAX_SCALAR_BLOCKS) {
        return sumOfFew(n, partial);
      }
      kernels.sumBlocks(n, partial, 0, partial, 0);
      n = blocks(n);
    }
    return partial[0];
  }

  private static float sumOfFew(int n, float[] x) {
    Stage stage = Stage.borrowed();
    try {
      Arrays.fill(stage.lane, 0f);
      addToLanes(n, x, 0, stage);
      return fold(stage.lane);
    } finally {
      stage.giveBack();
    }
  }

  /**
   * Adds n elements, n at most a block, to the lanes of a stage: element i to lane i mod {@link
   * Kernels#SUM_LANES}. Where they are many, as many as there are lanes are copied first: C2 makes
   * vectors of a loop over two arrays from 0 on, but none where the offset of one is a sum.
   */
  public static void addToLanes(int n, float[] x, int xOffset, Stage stage) {
    float[] lane = stage.lane;
    float[] next = stage.next;
    int copied = n < MIN_COPIED ? 0 : n - n % Kernels.SUM_LANES;
    for (int i = 0; i < copied; i += Kernels.SUM_LANES) {
      System.arraycopy(x, xOffset + i, next, 0, Kernels.SUM_LANES);
      for (int l = 0; l < Kernels.SUM_LANES; l++) {
        lane[l] += next[l];
      }
    }
    addToLanes(n - copied, x, xOffset + copied, lane);
  }

  /** The same without copies. */
  public static void addToLanes(int n, float[] x, int xOffset, float[] lane) {
    for (int i = 0; i < n; i += Kernels.SUM_LANES) {
      int length = Math.min(Kernels.SUM_LANES, n - i);
      for (int l = 0; l < length; l++) {
        lane[l] += x[xOffset + i + l];
      }
    }
  }

  /**
   * Adds up the lanes: the upper half to the lower until one is left. By scalar kernels in every
   * implementation: done once for a block, it would be the last to be compiled, and box until then.
   */
  public static float fold(float[] lane) {
    for (int half = Kernels.SUM_LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lane[l] += lane[l + half];
      }
    }
    return lane[0];
  }
}
