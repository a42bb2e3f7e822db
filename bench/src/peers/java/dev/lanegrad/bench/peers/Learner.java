package dev.lanegrad.bench.peers;

/**
 * A network of dense layers with ReLU between them in some library, with its data: mean squared
 * error, plain gradient descent. Each method returns the loss as a Java float.
 */
interface Learner extends AutoCloseable {
  /** Outputs and loss, with what backward needs kept. */
  float forward();

  /** The same, and the gradients of all parameters. */
  float forwardBackward();

  /** The same, and the update of all parameters. */
  float step();

  @Override
  default void close() {}
}
