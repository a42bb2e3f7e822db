package dev.lanegrad;

/** Holds an array that several {@linkplain Recording recordings} may use in turns. */
interface Borrower {
  /** Takes an array, at least as long as its own, in the place of its own. */
  void borrow(float[] array);
}
