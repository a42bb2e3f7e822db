package dev.lanegrad.kernel;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** The {@link DotTile}s of this process, spun when they are first needed. */
final class DotTiles {
  private static final int L = Lanes.HALF_COUNT;

  // What DotTileSpinner's code exchanges; those of a distance that the lanes lack are not used.
  static final IntVector LOW_1 = low(1);
  static final IntVector LOW_2 = low(2);
  static final IntVector HIGH_1 = high(1);
  static final IntVector HIGH_2 = high(2);
  static final VectorMask<Float> UPPER_4 = VectorMask.fromLong(Lanes.HALF, 0xf0);

  /** By stride, and for each by key. */
  private static final DotTile[][] SPUN = new DotTile[Strides.COUNT][];

  private DotTiles() {}

  static DotTile get(
      int rows, int vectors, int stride, int rest, TileShape.Start start, boolean relu) {
    DotTile[] spun = SPUN[stride];
    int key = DotShape.key(rows, vectors, rest, start, relu);
    if (spun != null && spun[key] != null) {
      return spun[key];
    }
    return spin(key, new DotShape(rows, vectors, stride, rest, start, relu));
  }

  private static synchronized DotTile spin(int key, DotShape shape) {
    if (SPUN[shape.stride()] == null) {
      SPUN[shape.stride()] = new DotTile[DotShape.keys()];
    }
    return SPUN[shape.stride()][key] = DotTileSpinner.spin(shape);
  }

  /**
   * Of u and v, as selectFrom counts their lanes, u's lower blocks and v's in place of its upper.
   */
  private static IntVector low(int distance) {
    return lanes(i -> (i & distance) == 0 ? i : L + (i ^ distance));
  }

  /** The upper blocks of both, u's in place of the lower. */
  private static IntVector high(int distance) {
    return lanes(i -> (i & distance) == 0 ? i ^ distance : L + i);
  }

  private static IntVector lanes(IntUnaryOperator lane) {
    int[] lanes = IntStream.range(0, L).map(lane).toArray();
    return IntVector.fromArray(Lanes.HALF_INTS, lanes, 0);
  }
}
