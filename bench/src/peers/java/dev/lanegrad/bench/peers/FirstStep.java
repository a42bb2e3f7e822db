package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.start.FirstSteps;

/**
 * Entry of a JVM that lives for one step of a network in any library, as {@link FirstSteps} is for
 * lanegrad alone. What it does besides is as little as can be, for all of it is timed.
 */
public final class FirstStep {
  static final String NETWORK = "article";

  private FirstStep() {}

  /** The name of a {@link Backend}, or lanegrad; and the number of threads. */
  public static void main(String[] args) {
    Weights weights = Weights.of(Network.parse(NETWORK));
    try (Learner learner = learner(args[0], Integer.parseInt(args[1]), weights)) {
      learner.step();
      System.out.println(FirstSteps.FIRST);
      System.out.flush();
    } catch (RuntimeException | LinkageError e) {
      System.out.println(Reason.of(e));
      System.out.flush();
    }
    Runtime.getRuntime().halt(0);
  }

  private static Learner learner(String name, int threads, Weights weights) {
    if (name.equals(Names.LANEGRAD)) {
      return new LanegradLearner(weights);
    }
    Backend peer = Backend.valueOf(name);
    peer.load(threads);
    return peer.learner(weights);
  }
}
