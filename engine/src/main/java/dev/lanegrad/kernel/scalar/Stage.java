package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.runtime.Pool;
import dev.lanegrad.kernel.runtime.Pooled;
import java.util.Arrays;

/**
 * Small arrays that the scalar kernels copy operands through, and that loops of several passes keep
 * their intermediate values in.
 *
 * <p>C2 turns a loop into vectors only where it can see that its arrays don't overlap at different
 * places: all of them indexed by the loop variable alone. So the loops run from 0 on whole arrays,
 * and operands at an offset pass through here.
 */
public final class Stage extends Pooled {
  /** Elements staged at a time: three arrays of 2 KB stay in the first-level cache. */
  public static final int LENGTH = 512;

  private static final Pool<Stage> POOL =
      new Pool<>() {
        @Override
        public Stage make() {
          return new Stage();
        }
      };

  public final float[] a = new float[LENGTH];
  public final float[] b = new float[LENGTH];
  public final float[] c = new float[LENGTH];
  public final float[] lane = new float[Kernels.SUM_LANES];
  final float[] next = new float[Kernels.SUM_LANES];
  public final float[] one = new float[1];

  private Stage() {}

  /** A stage for the caller alone, who gives it back. */
  public static Stage borrowed() {
    return POOL.borrow();
  }

  /**
   * Copies elements i to i + length of an operand with an increment of 0 or 1 to the start of a
   * stage.
   */
  static void load(int length, int i, float[] x, int xOffset, int xInc, float[] stage) {
    if (xInc == 0) {
      Arrays.fill(stage, 0, length, x[xOffset]);
    } else {
      System.arraycopy(x, xOffset + i, stage, 0, length);
    }
  }
}
