package dev.lanegrad;

import dev.lanegrad.kernel.Binary;

/** An elementwise function of two operands that are broadcast to a common shape. */
abstract class BroadcastOperation extends Operation {
  final Broadcast broadcast;

  BroadcastOperation(Tensor a, Tensor b) {
    super(a, b);
    broadcast = new Broadcast(operand(0), operand(1));
  }

  /** Runs the operation: a new tensor of the common shape. */
  final Tensor compute() {
    return apply(broadcast.shape);
  }

  /** {@code output = op(a, b)}. */
  final void combine(Binary op) {
    broadcast.apply(op, values(0), Broadcast.A, values(1), Broadcast.B, output());
  }

  /** An array of the size of the result to write a contribution to, for {@link #reduce(int)}. */
  final float[] wide(int operand) {
    if (!broadcast.repeats(operand)) {
      return contribution(operand);
    }
    return workspace(broadcast.numel());
  }

  /** Adds what was written to {@link #wide} to the gradient of an operand. */
  final void reduce(int operand) {
    if (broadcast.repeats(operand)) {
      reduce(operand, workspace(broadcast.numel()));
    } else {
      contribute(operand);
    }
  }

  /** Adds an array of the size of the result to the gradient of an operand. */
  final void reduce(int operand, float[] values) {
    if (broadcast.repeats(operand)) {
      float[] gradient = gradient(operand);
      broadcast.sum(values, gradient, operand, adds(operand));
    } else {
      contribute(operand, values);
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
