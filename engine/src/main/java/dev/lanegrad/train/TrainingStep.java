package dev.lanegrad.train;

import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of training that is captured: zeroGrad, forward, loss, backward, step.
 *
 * <pre>{@code
 * TrainingStep step = TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.01f));
 * for (int i = 0; i < 100; i++) {
 *   float loss = step.run(x, y);
 * }
 * }</pre>
 *
 * <p>The first call on a shape of batch runs the code of the network and the loss and keeps their
 * operations; later calls run these operations again on the new batch, with the same bits as the
 * code, and allocate nothing. Batches of several shapes (the last, smaller one of an epoch) are
 * kept side by side, and so are training and evaluation mode.
 *
 * <p><b>What can't be captured.</b> Only operations on tensors are kept. Conditions and loops in
 * the code of the network or the loss go the way that they went in the first call; arrays and
 * numbers that the code makes stay what they were. Where the code reads a value out of a tensor
 * ({@code item()}, {@code get()}, {@code toArray()}) or draws random numbers, capturing throws
 * {@link IllegalStateException}. Parameters may change in any way between calls, but a module that
 * is given other parameter tensors or other children needs a new step.
 *
 * <p><b>What isn't kept.</b> After a step the gradients are null: a weight is changed while its
 * gradient is computed, where the optimizer is one of this library, so that the gradient need not
 * be written to memory. Tensors between input and loss, if the code kept them, hold the values of
 * the first call or of the last, as it comes. Who needs either runs the code instead.
 *
 * <p>A step, like its network, belongs to one thread at a time.
 */
public final class TrainingStep {
  private final Module net;
  private final Loss criterion;
  private final Optimizer optimizer;
  private final List<Captured> captured = new ArrayList<>();

  private TrainingStep(Module net, Loss criterion, Optimizer optimizer) {
    this.net = net;
    this.criterion = criterion;
    this.optimizer = optimizer;
  }

  /**
   * A step of a network by a loss, a class or a lambda, and an optimizer of the network's
   * parameters.
   */
  public static TrainingStep of(Module net, Loss criterion, Optimizer optimizer) {
    return new TrainingStep(net, criterion, optimizer);
  }

  /**
   * One step on a batch.
   *
   * @param x what the network is given
   * @param y what the loss compares the network's output with
   * @return the loss before the step
   * @throws IllegalStateException where the network or the loss can't be captured
   */
  public float run(Tensor x, Tensor y) {
    boolean training = net.isTraining();
    for (int i = 0; i < captured.size(); i++) {
      Captured step = captured.get(i);
      if (step.training == training && step.xShape.fits(x) && step.yShape.fits(y)) {
        return again(step, x, y);
      }
    }
    return first(x, y);
  }

  private float first(Tensor x, Tensor y) {
    Captured step = new Captured(net.isTraining(), x, y);
    step.recording = Recording.start();
    try {
      step.loss = criterion.forward(net.forward(step.x), step.y);
    } finally {
      step.recording.stop();
    }
    step.recording.simplify(step.loss);
    optimizer.zeroGrad();
    step.recording.backward(step.loss);
    optimizer.step();
    optimizer.zeroGrad();
    optimizer.fuse(step.recording);
    captured.add(step);
    return step.loss.item();
  }

  private float again(Captured step, Tensor x, Tensor y) {
    Recording.give(step.x, x);
    Recording.give(step.y, y);
    step.recording.forward();
    optimizer.zeroGrad();
    step.recording.backward(step.loss);
    optimizer.step();
    optimizer.zeroGrad();
    return step.loss.item();
  }

  /** The operations for one shape of batch. */
  private static final class Captured {
    final boolean training;
    final Shape xShape;
    final Shape yShape;
    final Tensor x;
    final Tensor y;
    Recording recording;
    Tensor loss;

    Captured(boolean training, Tensor x, Tensor y) {
      this.training = training;
      this.xShape = new Shape(x);
      this.yShape = new Shape(y);
      this.x = Recording.input(x);
      this.y = Recording.input(y);
    }
  }
}
