package dev.lanegrad.train;

import dev.lanegrad.NoGrad;
import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Module;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward pass of a network, captured as {@link TrainingStep} captures a step, and with the
 * same limits: same bits, no gradients, and tensors between input and output, if the code kept
 * them, hold the values of the first call or of the last, as it comes.
 *
 * <p>Nothing is allocated from the second call on a shape of batch on, but for the weight that a
 * large {@link dev.lanegrad.nn.Linear} keeps transposed: once, in the second call after the weight
 * changed.
 */
public final class InferenceStep {
  private final Module net;
  private final List<Captured> captured = new ArrayList<>();

  private InferenceStep(Module net) {
    this.net = net;
  }

  /** The forward pass of a network. */
  public static InferenceStep of(Module net) {
    return new InferenceStep(net);
  }

  /**
   * The output of the network for a batch.
   *
   * @return for a shape of batch always the same tensor, which the next call on that shape writes
   *     anew: {@link Tensor#copy} it to keep it
   * @throws IllegalStateException where the network can't be captured
   */
  public Tensor run(Tensor x) {
    boolean training = net.isTraining();
    for (int i = 0; i < captured.size(); i++) {
      Captured pass = captured.get(i);
      if (pass.training == training && pass.shape.fits(x)) {
        Recording.give(pass.x, x);
        pass.recording.forward();
        return pass.output;
      }
    }
    return first(x);
  }

  @SuppressWarnings("try") // the scope is what it is for
  private Tensor first(Tensor x) {
    Captured pass = new Captured(net.isTraining(), x);
    pass.recording = Recording.start();
    try (NoGrad off = NoGrad.enter()) {
      pass.output = net.forward(pass.x);
    } finally {
      pass.recording.stop();
    }
    pass.recording.simplify(pass.output);
    captured.add(pass);
    return pass.output;
  }

  /** The operations for one shape of batch. */
  private static final class Captured {
    final boolean training;
    final Shape shape;
    final Tensor x;
    Recording recording;
    Tensor output;

    Captured(boolean training, Tensor x) {
      this.training = training;
      this.shape = new Shape(x);
      this.x = Recording.input(x);
    }
  }
}
