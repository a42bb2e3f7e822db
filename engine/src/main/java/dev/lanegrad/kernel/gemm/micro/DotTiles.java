package dev.lanegrad.kernel.gemm.micro;

/** The {@link DotTile}s of this process, spun when they are first needed. */
public final class DotTiles {
  /** By stride, and for each by key. */
  private static final DotTile[][] SPUN = new DotTile[Strides.COUNT][];

  private DotTiles() {}

  public static DotTile get(
      int rows, int vectors, int stride, DotShape.Part part, TileShape.Start start, boolean relu) {
    DotTile[] spun = SPUN[stride];
    int key = DotShape.key(rows, vectors, part, start, relu);
    if (spun != null && spun[key] != null) {
      return spun[key];
    }
    return spin(key, new DotShape(rows, vectors, stride, part, start, relu));
  }

  private static synchronized DotTile spin(int key, DotShape shape) {
    if (SPUN[shape.stride()] == null) {
      SPUN[shape.stride()] = new DotTile[DotShape.keys()];
    }
    return SPUN[shape.stride()][key] = DotTileSpinner.spin(shape);
  }
}
