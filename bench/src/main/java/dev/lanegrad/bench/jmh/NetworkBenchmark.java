package dev.lanegrad.bench.jmh;

import dev.lanegrad.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The phases of training a network on one batch; an operation is a batch.
 *
 * <p>The batch is always the same one, and its data is where the last operation left it in the
 * caches. The phases add up: forward, backward and update together are the step, but for clearing
 * the gradients.
 */
public class NetworkBenchmark extends Conditions {
  /** A {@link Network}: a name, or widths and batch such as {@code 100-50-1:32}. */
  @Param({"article", "digits", "wide"})
  public String net;

  private Training training;

  /** Makes the network, and holds one step of it against double loops. */
  @Setup
  public void setup() {
    training = new Training(Network.parse(net));
    NetworkCheck.check(training);
    training.zeroGrad();
    training.forward().backward();
  }

  /** The outputs and their loss, while the graph for backward is built. */
  @Benchmark
  public Tensor forward() {
    return training.forward();
  }

  /**
   * The gradients of all parameters, from a fresh graph.
   *
   * <p>Clearing the gradients and the forward pass that makes the graph come before each operation
   * and are not timed. Two readings of the clock are, some 50 ns: up to a few percent of the
   * smallest network, nothing for the others.
   */
  @Benchmark
  public Tensor backward(Graph graph) {
    graph.loss.backward();
    return graph.loss;
  }

  /** One step of gradient descent on all parameters, always with the same gradients. */
  @Benchmark
  public void update() {
    training.update();
  }

  /** A whole step: clears the gradients, forward, loss, backward, update. */
  @Benchmark
  public Tensor step() {
    return training.step();
  }

  /** The same as a captured step: its operations run again, into arrays that exist. */
  @Benchmark
  public float captured(Capture capture) {
    return capture.training.captured();
  }

  @Override
  double knownBytes(String method) {
    return Network.parse(net).bytes(Phase.of(method));
  }

  /** Of a backward pass with its forward, of a captured step without the state that holds it. */
  @Override
  Runnable operation(String method) {
    return switch (Phase.of(method)) {
      case BACKWARD ->
          () -> {
            training.zeroGrad();
            training.forward().backward();
          };
      case CAPTURED -> training::captured;
      case FORWARD, UPDATE, STEP -> super.operation(method);
    };
  }

  /** A step that was captured, and held against double loops. */
  @State(Scope.Thread)
  public static class Capture {
    private Training training;

    @Setup
    public void capture(NetworkBenchmark benchmark) {
      training = benchmark.training;
      NetworkCheck.checkCaptured(training);
    }
  }

  /** The graph of one backward pass. */
  @State(Scope.Thread)
  public static class Graph {
    private Tensor loss;

    @Setup(Level.Invocation)
    public void forward(NetworkBenchmark benchmark) {
      benchmark.training.zeroGrad();
      loss = benchmark.training.forward();
    }
  }
}
