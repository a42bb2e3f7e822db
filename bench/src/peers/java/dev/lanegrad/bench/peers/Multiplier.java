package dev.lanegrad.bench.peers;

/** A library that multiplies matrices. */
interface Multiplier {
  String name();

  /** How it is used and configured, in a line. */
  String how();

  /** Whether it is written in Java. */
  default boolean isJava() {
    return true;
  }

  /** A product with operands of the library's own, copied from these. */
  Multiplication of(Product product, float[] a, float[] b);

  /** One product, ready to be computed any number of times. */
  interface Multiplication extends Work, AutoCloseable {
    /** A copy of what was computed last. */
    float[] result();

    @Override
    default void close() {}
  }
}
