package dev.lanegrad.bench.jmh;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.nn.ReLU;
import dev.lanegrad.nn.Sequential;
import dev.lanegrad.optim.SGD;
import dev.lanegrad.train.TrainingStep;
import java.util.ArrayList;
import java.util.List;

/** A network and one batch, ready for training: written as a user of lanegrad would write it. */
public class Training {
  static final float LEARNING_RATE = 0.01f;

  final Network network;
  final List<Linear> layers = new ArrayList<>();
  final Tensor inputs;
  final Tensor targets;

  private final Module model;
  private final Loss criterion = new MSELoss();
  private final SGD optimizer;
  private final TrainingStep captured;

  /** With the batch of a network: real digits for the one that is named so. */
  public Training(Network network) {
    this.network = network;
    Generator.manualSeed(1);
    int in = network.widths().get(0);
    int out = network.widths().get(network.layers());
    if (network.name().equals("digits")) {
      Digits digits = Digits.load(network.batch());
      inputs = Tensor.wrap(digits.images(), network.batch(), in);
      targets = Tensor.wrap(digits.targets(), network.batch(), out);
    } else {
      inputs = Tensor.randn(network.batch(), in);
      targets = Tensor.randn(network.batch(), out);
    }
    List<Module> modules = new ArrayList<>();
    for (int l = 0; l < network.layers(); l++) {
      if (l > 0) {
        modules.add(new ReLU());
      }
      layers.add(new Linear(network.widths().get(l), network.widths().get(l + 1)));
      modules.add(layers.get(l));
    }
    model = new Sequential(modules.toArray(new Module[0]));
    optimizer = new SGD(model.parameters(), LEARNING_RATE);
    captured = TrainingStep.of(model, criterion, optimizer);
  }

  /** The loss of the batch, with the graph that leads to it. */
  Tensor forward() {
    return criterion.forward(model.forward(inputs), targets);
  }

  void zeroGrad() {
    optimizer.zeroGrad();
  }

  void update() {
    optimizer.step();
  }

  /** A step as a user's code makes it; the loss before it. */
  public Tensor step() {
    zeroGrad();
    Tensor loss = forward();
    loss.backward();
    update();
    return loss;
  }

  /** The same step by {@link TrainingStep}; the loss before it. */
  public float captured() {
    return captured.run(inputs, targets);
  }
}
