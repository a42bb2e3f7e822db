package dev.lanegrad.kernel.gemm.micro;

import dev.lanegrad.kernel.vector.Lanes;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * What a transposition exchanges between vectors: lanes at a distance. Generated code reads them; a
 * distance that the vectors lack is not used.
 */
public final class Shuffles {
  public static final VectorShuffle<Float> SWAP_1 = swap(1);
  public static final VectorShuffle<Float> SWAP_2 = swap(2);
  public static final VectorShuffle<Float> SWAP_3 = swap(3);
  public static final VectorShuffle<Float> SWAP_4 = swap(4);
  public static final VectorShuffle<Float> SWAP_5 = swap(5);
  public static final VectorShuffle<Float> SWAP_6 = swap(6);
  public static final VectorShuffle<Float> SWAP_7 = swap(7);
  public static final VectorShuffle<Float> SWAP_8 = swap(8);
  public static final VectorShuffle<Float> SWAP_9 = swap(9);
  public static final VectorShuffle<Float> SWAP_10 = swap(10);
  public static final VectorShuffle<Float> SWAP_11 = swap(11);
  public static final VectorShuffle<Float> SWAP_12 = swap(12);
  public static final VectorShuffle<Float> SWAP_13 = swap(13);
  public static final VectorShuffle<Float> SWAP_14 = swap(14);
  public static final VectorShuffle<Float> SWAP_15 = swap(15);
  public static final VectorMask<Float> UPPER_1 = upper(1);
  public static final VectorMask<Float> UPPER_2 = upper(2);
  public static final VectorMask<Float> UPPER_4 = upper(4);
  public static final VectorMask<Float> UPPER_8 = upper(8);

  private Shuffles() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(Lanes.FLOATS, i -> (i ^ distance) % Lanes.COUNT);
  }

  private static VectorMask<Float> upper(int distance) {
    long mask = 0;
    for (int i = 0; i < Lanes.COUNT; i++) {
      mask |= (i & distance) == 0 ? 0 : 1L << i;
    }
    return VectorMask.fromLong(Lanes.FLOATS, mask);
  }
}
