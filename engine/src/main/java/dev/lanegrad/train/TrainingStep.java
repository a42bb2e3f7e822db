package dev.lanegrad.train;

import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.optim.Optimizer;
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
 * kept side by side, in arrays that they share: the largest batch says how much memory a step
 * takes. Of very many shapes those are dropped that were not used for the longest time.
 *
 * <p><b>What may change between calls.</b> Values of all kinds: parameters, batches, weights of a
 * loss, the learning rate. Where it changed whether a tensor requires a gradient, or the mode of a
 * module whose code asks {@link Module#isTraining}, the code runs again and is captured anew; modes
 * are kept side by side. Inside {@link dev.lanegrad.NoGrad}, and for an x or y that requires a
 * gradient, the code runs in every call, and nothing is kept.
 *
 * <p><b>What can't be captured.</b> Only operations on tensors are kept. Conditions and loops in
 * the code of the network or the loss go the way that they went in the first call; arrays and
 * numbers that the code makes stay what they were. Where the code reads a value out of a tensor
 * ({@code item()}, {@code get()}, {@code toArray()}, {@code array()}), calls {@code backward()} or
 * another captured step, or draws random numbers, capturing throws {@link IllegalStateException}. A
 * module that is given other parameter tensors or other children needs a new step.
 *
 * <p><b>What isn't kept.</b> After a step the gradients of all leaves that the loss reaches are
 * null, in the optimizer or not: a weight is changed while its gradient is computed, where the
 * optimizer is one of this library, so that the gradient need not be written to memory. Retained
 * intermediate tensors have unspecified values. Use the eager loop if you need gradients or
 * intermediates.
 *
 * <p>A step, like its network, belongs to one thread at a time.
 */
public final class TrainingStep {
  private final Module net;
  private final Loss criterion;
  private final Optimizer optimizer;
  private final Captures captures = new Captures();

  private TrainingStep(Module net, Loss criterion, Optimizer optimizer) {
    this.net = net;
    this.criterion = criterion;
    this.optimizer = optimizer;
  }

  /**
   * A step of a network by a loss, a class or a lambda, and an optimizer of parameters that the two
   * have.
   *
   * @throws IllegalArgumentException if one is null
   */
  public static TrainingStep of(Module net, Loss criterion, Optimizer optimizer) {
    return new TrainingStep(
        Arguments.given("net", net),
        Arguments.given("loss", criterion),
        Arguments.given("optimizer", optimizer));
  }

  /**
   * One step on a batch.
   *
   * @param x what the network is given
   * @param y what the loss compares the network's output with
   * @return the loss before the step
   * @throws IllegalStateException where the network or the loss can't be captured
   * @throws IllegalArgumentException if they read no parameter of the optimizer
   */
  public float run(Tensor x, Tensor y) {
    if (!Recording.isUsual("TrainingStep.run() was called", x, y)) {
      return uncaptured(x, y);
    }
    Capture step = captures.find(x, y);
    return step == null ? first(x, y) : again(step, x, y);
  }

  private float uncaptured(Tensor x, Tensor y) {
    Recording recording = Recording.start();
    return step(recording, forward(recording, x, y));
  }

  private float first(Tensor x, Tensor y) {
    Recording recording = Recording.start(x, y);
    Tensor loss = forward(recording, recording.input(0), recording.input(1));
    recording.simplify(loss);
    float value = step(recording, loss);
    if (recording.isComplete()) {
      optimizer.fuse(recording);
      captures.add(new Capture(recording, loss));
    }
    return value;
  }

  private Tensor forward(Recording recording, Tensor x, Tensor y) {
    Tensor loss;
    try {
      optimizer.zeroGrad();
      loss = criterion.forward(net.forward(x), y);
    } finally {
      recording.stop();
    }
    checkOptimizer(recording);
    return loss;
  }

  private float step(Recording recording, Tensor loss) {
    recording.backward(loss);
    optimizer.step();
    recording.zeroGrad();
    return loss.item();
  }

  private float again(Capture capture, Tensor x, Tensor y) {
    boolean done = false;
    try {
      Recording recording = capture.recording;
      recording.give(0, x);
      recording.give(1, y);
      optimizer.zeroGrad();
      recording.forward();
      float value = step(recording, capture.result);
      done = true;
      return value;
    } finally {
      if (!done) {
        captures.drop(capture);
      }
    }
  }

  private void checkOptimizer(Recording recording) {
    List<Tensor> parameters = optimizer.parameters();
    for (Tensor parameter : parameters) {
      if (recording.reads(parameter)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "the optimizer has "
            + parameters.size()
            + " parameters, none of which the network or the loss reads, so that nothing would be"
            + " learned. Is it the optimizer of another network? Make it of net.parameters().");
  }
}
