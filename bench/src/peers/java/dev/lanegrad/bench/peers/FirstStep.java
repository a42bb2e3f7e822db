package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Network;

/** A JVM that lives for one step of a network. */
final class FirstStep {
  private FirstStep() {}

  static void run(Task task, Messages messages) {
    Backend peer = task.peer();
    String label = peer == null ? Networks.EAGER : peer.label();
    try {
      Weights weights = Weights.of(Network.parse(task.networks().get(0)));
      if (peer == null) {
        new LanegradLearner(weights).step();
      } else {
        peer.load(task.threads());
        peer.learner(weights).step();
      }
      messages.present(label, "");
    } catch (RuntimeException | LinkageError e) {
      messages.absent(label, e);
    }
  }
}
