package dev.lanegrad.bench.start;

import static dev.lanegrad.nn.Functional.relu;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.optim.SGD;

/**
 * Entry of a JVM that lives for a thousand steps of the network {@code article}, written as its
 * users write it. What it does besides is as little as can be, for all of it is timed.
 */
public final class FirstSteps {
  /** The line that ends the time to the first step. */
  public static final String FIRST = "@first";

  static final String ALL = "@all ";
  static final int STEPS = 1000;

  private FirstSteps() {}

  private static final class Net extends Module {
    private final Linear fc1 = registerModule("fc1", new Linear(32, 16));
    private final Linear fc2 = registerModule("fc2", new Linear(16, 1));

    @Override
    public Tensor forward(Tensor x) {
      return fc2.forward(relu(fc1.forward(x)));
    }
  }

  /** Prints a line after the first step, and one with the nanoseconds of all. */
  public static void main(String[] args) {
    long start = System.nanoTime();
    Generator.manualSeed(1);
    Tensor inputs = Tensor.randn(10, 32);
    Tensor targets = Tensor.randn(10, 1);
    Net net = new Net();
    Loss criterion = new MSELoss();
    SGD optimizer = new SGD(net.parameters(), 0.01f);
    for (int step = 0; step < STEPS; step++) {
      Tensor loss = criterion.forward(net.forward(inputs), targets);
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      if (step == 0) {
        System.out.println(FIRST);
        System.out.flush();
      }
    }
    System.out.println(ALL.concat(Long.toString(System.nanoTime() - start)));
    System.out.flush();
  }
}
