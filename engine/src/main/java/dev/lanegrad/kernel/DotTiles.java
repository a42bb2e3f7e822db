package dev.lanegrad.kernel;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The {@link DotTile}s of this process, spun when they are first needed. */
final class DotTiles {
  private static final int L = Lanes.HALF_COUNT;

  // What DotTileSpinner's code exchanges; those of a distance that the lanes lack are not used.
  static final FloatVector LOW_1 = low(1);
  static final FloatVector LOW_2 = low(2);
  static final FloatVector HIGH_1 = high(1);
  static final FloatVector HIGH_2 = high(2);
  static final VectorMask<Float> UPPER_4 = VectorMask.fromLong(Lanes.HALF, 0xf0);

  private static final DotTile[] SPUN = new DotTile[DotShape.keys()];

  private DotTiles() {}

  /** Two threads may both spin a tile; tiles have no state, so either will do. */
  static DotTile get(int rows, int vectors, int rest, TileShape.Start start, boolean relu) {
    int key = DotShape.key(rows, vectors, rest, start, relu);
    DotTile tile = SPUN[key];
    if (tile == null) {
      tile = DotTileSpinner.spin(new DotShape(rows, vectors, rest, start, relu));
      SPUN[key] = tile;
    }
    return tile;
  }

  /**
   * Of u and v, as selectFrom counts their lanes, u's lower blocks and v's in place of its upper.
   */
  private static FloatVector low(int distance) {
    return lanes(i -> (i & distance) == 0 ? i : L + (i ^ distance));
  }

  /** The upper blocks of both, u's in place of the lower. */
  private static FloatVector high(int distance) {
    return lanes(i -> (i & distance) == 0 ? i ^ distance : L + i);
  }

  private static FloatVector lanes(IntUnaryOperator lane) {
    float[] lanes = new float[L];
    for (int i = 0; i < L; i++) {
      lanes[i] = lane.applyAsInt(i);
    }
    return FloatVector.fromArray(Lanes.HALF, lanes, 0);
  }
}
