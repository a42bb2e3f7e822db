package dev.lanegrad.kernel.gemm.micro;

import dev.lanegrad.kernel.vector.Lanes;

/**
 * What a {@link DotTile} computes.
 *
 * @param rows rows of c
 * @param vectors columns of c, in vectors
 * @param stride the number of the distance of b's rows among {@link Strides}
 * @param part the steps of the chain that it makes
 * @param start what the chains start from; not a row's bias
 * @param relu whether c gets {@code max(0, chain)}
 */
public record DotShape(
    int rows, int vectors, int stride, Part part, TileShape.Start start, boolean relu) {
  /** Most rows of a tile: of those of 16 lanes, as many as C1 has virtual registers for. */
  public static final int MAX_ROWS = Lanes.COUNT < 16 && Tiles.MANY_REGISTERS ? 8 : 4;

  /**
   * Chains of a tile, where its columns allow: as each waits for its last multiply-add, fewer are
   * under way than could be.
   */
  private static final int CHAINS = 32;

  /** Most vectors of columns. */
  private static final int MAX_VECTORS = mostVectors(1);

  /** Steps of the chain that are transposed at a time. */
  public static final int DEPTH = Lanes.COUNT;

  private static final int STARTS = TileShape.Start.values().length;

  /**
   * Of {@link #DEPTH} steps those from one to before another; or, where these are all of them, as
   * many times DEPTH as are asked for.
   */
  public record Part(int from, int to) {
    private static final Part[] FIRST = new Part[DEPTH];
    private static final Part[] LAST = new Part[DEPTH];

    public static final Part ALL = new Part(0, DEPTH);

    static {
      for (int steps = 1; steps < DEPTH; steps++) {
        FIRST[steps] = new Part(0, steps);
        LAST[steps] = new Part(DEPTH - steps, DEPTH);
      }
    }

    /** The first so many, fewer than {@link #DEPTH}. */
    public static Part first(int steps) {
      return FIRST[steps];
    }

    /** The last so many, fewer than {@link #DEPTH}. */
    public static Part last(int steps) {
      return LAST[steps];
    }

    private int number() {
      return from == 0 ? to : DEPTH + from;
    }
  }

  /** Vectors that a tile of so many rows should be wide; a power of two. */
  public static int mostVectors(int rows) {
    return Integer.highestOneBit(Math.max(1, CHAINS / (Lanes.COUNT * rows)));
  }

  /** A number for each shape of one stride. */
  static int key(int rows, int vectors, Part part, TileShape.Start start, boolean relu) {
    return key(rows, vectors, part.number(), start.ordinal(), relu);
  }

  private static int key(int rows, int vectors, int part, int start, boolean relu) {
    int key = ((rows * (MAX_VECTORS + 1)) + vectors) * 2 * DEPTH + part;
    return (key * STARTS + start) * 2 + (relu ? 1 : 0);
  }

  /** One more than the largest {@link #key}. */
  static int keys() {
    return key(MAX_ROWS, MAX_VECTORS, 2 * DEPTH - 1, STARTS - 1, true) + 1;
  }
}
