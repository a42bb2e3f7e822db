package dev.lanegrad;

/** An array for what an operation computes in between. */
final class Workspace implements Borrower {
  private float[] array = {};

  /** At least n elements of any contents. */
  float[] atLeast(int n) {
    if (array.length < n) {
      array = new float[n];
    }
    return array;
  }

  int size() {
    return array.length;
  }

  @Override
  public void borrow(float[] array) {
    this.array = array;
  }
}
