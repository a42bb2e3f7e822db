package dev.lanegrad;

/** The values that a tensor and its views share, and how often they were changed in place. */
final class Storage implements Borrower {
  /** The values; another array, and one that may be longer, only for a {@link Recording}. */
  float[] data;

  /** Counts changes in place; a backward that needs the values compares it with what it was. */
  int version;

  /** Whether somebody outside has the array and may change it without our knowing. */
  private final boolean shared;

  private Transposed transposed = new Transposed(-1, 0, null);

  /** The transpose of the values at a version, null until it is asked for again. */
  private record Transposed(int version, int rows, float[] values) {}

  Storage(float[] data) {
    this(data, false);
  }

  Storage(float[] data, boolean shared) {
    this.data = data;
    this.shared = shared;
  }

  @Override
  public void borrow(float[] array) {
    data = array;
    version++;
  }

  /**
   * The values transposed from (rows, columns) to (columns, rows), made once for as long as they
   * don't change.
   *
   * @return null when they are asked for the first time, for then they may be about to change, and
   *     for an array that is shared
   */
  float[] transposed(int rows, int columns) {
    Transposed last = transposed;
    if (shared) {
      return null;
    } else if (last.version != version || last.rows != rows) {
      transposed = new Transposed(version, rows, null);
      return null;
    } else if (last.values == null) {
      float[] values = new float[rows * columns];
      Transpose.transpose(rows, columns, data, values);
      last = new Transposed(version, rows, values);
      transposed = last;
    }
    return last.values;
  }
}
