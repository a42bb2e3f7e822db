package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.Phase;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Networks in one library and in lanegrad, in one JVM. */
final class Networks {
  private static final int STEPS_TO_CHECK = 5;

  /** Of a loss: sums of other orders, after a few steps. */
  private static final double TOLERANCE = 1e-4;

  private final Task task;
  private final Messages messages;
  private final Interleaved timing;

  private Networks(Task task, Messages messages) {
    this.task = task;
    this.messages = messages;
    timing = new Interleaved(task.effort(), task.limits().threads());
  }

  static void run(Task task, Messages messages) {
    Backend peer = task.peer();
    try {
      messages.present(peer.label(), peer.tryOut(task.limits().threads()));
    } catch (RuntimeException | LinkageError e) {
      messages.absent(peer.label(), e);
      return;
    }
    Networks networks = new Networks(task, messages);
    for (String name : task.networks()) {
      try {
        networks.measure(Network.parse(name));
      } catch (RuntimeException | LinkageError e) {
        messages.absent(peer.label() + " at " + name, e);
      }
    }
  }

  private void measure(Network network) {
    Weights weights = Weights.of(network);
    check(weights);
    try (LanegradLearner lanegrad = new LanegradLearner(weights);
        LanegradLearner captured = new LanegradLearner(weights);
        Learner peer = task.peer().learner(weights)) {
      String label = task.peer().label();
      measure(
          network,
          Names.PHASES.get(0),
          network.flops(Phase.FORWARD),
          List.of(
              Contestant.compiling(Names.LANEGRAD, lanegrad::forward)
                  .allocates(network.bytes(Phase.FORWARD)),
              Contestant.compiled(label, peer::forward)));
      measure(
          network,
          Names.PHASES.get(1),
          network.flops(Phase.FORWARD) + network.flops(Phase.BACKWARD),
          List.of(
              Contestant.compiling(Names.LANEGRAD, lanegrad::forwardBackward)
                  .allocates(network.bytes(Phase.BACKWARD)),
              Contestant.compiled(label, peer::forwardBackward)));
      measure(
          network,
          Names.PHASES.get(2),
          network.flops(Phase.STEP),
          List.of(
              Contestant.compiling(Names.LANEGRAD, lanegrad::step)
                  .allocates(network.bytes(Phase.STEP)),
              Contestant.compiling(Names.CAPTURED, captured::capturedStep)
                  .allocates(network.bytes(Phase.CAPTURED)),
              Contestant.compiled(label, peer::step)));
    }
  }

  private void measure(Network network, String phase, double flops, List<Contestant> contestants) {
    Map<String, String> params =
        Map.of("net", network.name(), "phase", phase, "peer", task.peer().label());
    String title = network.name() + " " + phase + ", " + task.peer().label();
    messages.result(title, params, flops, timing.measure(contestants, messages));
  }

  /** Holds the losses of the first steps, and those of every phase, against lanegrad's. */
  private void check(Weights weights) {
    float[] expected = losses(new LanegradLearner(weights), LanegradLearner::step);
    compare(
        "loss of the captured step",
        losses(new LanegradLearner(weights), LanegradLearner::capturedStep),
        expected,
        0);
    try (Learner peer = task.peer().learner(weights)) {
      compare("loss", losses(peer, Learner::step), expected, TOLERANCE);
    }
    try (Learner peer = task.peer().learner(weights)) {
      compare(
          "loss",
          new float[] {peer.forward(), peer.forwardBackward()},
          new float[] {expected[0], expected[0]},
          TOLERANCE);
    }
  }

  private static <L extends Learner> float[] losses(L learner, ToDoubleFunction<L> step) {
    float[] losses = new float[STEPS_TO_CHECK];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) step.applyAsDouble(learner);
    }
    return losses;
  }

  private static void compare(String what, float[] actual, float[] expected, double tolerance) {
    for (int i = 0; i < actual.length; i++) {
      String which = what + " of step " + (i + 1);
      WrongAnswer.unless(which, actual[i], expected[i], tolerance * Math.abs(expected[i]));
    }
  }
}
