package dev.lanegrad.train;

import dev.lanegrad.NoGrad;
import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Module;

/**
 * The forward pass of a network, captured as {@link TrainingStep} captures a step, and with the
 * same limits: same bits, no gradients, and tensors between input and output, if the code kept
 * them, hold anything.
 *
 * <p>Nothing is allocated from the second call on a shape of batch on, but for the weight that a
 * large {@link dev.lanegrad.nn.Linear} keeps transposed: once, in the second call after the weight
 * changed.
 */
public final class InferenceStep {
  private final Module net;
  private final Captures captures = new Captures();

  private InferenceStep(Module net) {
    this.net = net;
  }

  /**
   * The forward pass of a network.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static InferenceStep of(Module net) {
    return new InferenceStep(Arguments.given("net", net));
  }

  /**
   * The output of the network for a batch.
   *
   * @param x may be what an earlier call returned, which is copied then
   * @return for a shape of batch always the same tensor, which the next call on that shape writes
   *     anew, unless more shapes come than are kept: {@link Tensor#copy} it to keep it
   * @throws IllegalStateException where the network can't be captured
   */
  public Tensor run(Tensor x) {
    Recording.refuse("InferenceStep.run() was called");
    Capture pass = captures.find(x);
    if (pass == null) {
      return first(x);
    }
    pass.recording.give(0, x);
    pass.recording.forward();
    return pass.result;
  }

  @SuppressWarnings("try") // the scope is what it is for
  private Tensor first(Tensor x) {
    Recording recording = Recording.start(x);
    Tensor output;
    try (NoGrad off = NoGrad.enter()) {
      output = net.forward(recording.input(0));
    } finally {
      recording.stop();
    }
    recording.simplify(output);
    captures.add(new Capture(recording, output));
    return output;
  }
}
