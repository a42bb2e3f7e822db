package dev.lanegrad.bench.peers;

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

/** lanegrad, as its users write it. */
final class LanegradLearner implements Learner {
  private final Tensor inputs;
  private final Tensor targets;
  private final Module model;
  private final Loss criterion = new MSELoss();
  private final SGD optimizer;
  private final TrainingStep captured;

  LanegradLearner(Weights w) {
    inputs = Tensor.of(w.inputs(), w.batch(), w.in(0));
    targets = Tensor.of(w.targets(), w.batch(), w.outputs());
    List<Module> modules = new ArrayList<>();
    for (int l = 0; l < w.network().layers(); l++) {
      if (l > 0) {
        modules.add(new ReLU());
      }
      Linear layer = new Linear(w.in(l), w.out(l));
      layer.weight().data().copyi(Tensor.of(w.weights().get(l), w.out(l), w.in(l)));
      layer.bias().data().copyi(Tensor.of(w.biases().get(l), w.out(l)));
      modules.add(layer);
    }
    model = new Sequential(modules.toArray(new Module[0]));
    optimizer = new SGD(model.parameters(), Weights.LEARNING_RATE);
    captured = TrainingStep.of(model, criterion, optimizer);
  }

  private Tensor loss() {
    return criterion.forward(model.forward(inputs), targets);
  }

  @Override
  public float forward() {
    return loss().item();
  }

  @Override
  public float forwardBackward() {
    optimizer.zeroGrad();
    Tensor loss = loss();
    loss.backward();
    return loss.item();
  }

  @Override
  public float step() {
    float loss = forwardBackward();
    optimizer.step();
    return loss;
  }

  /** The step by {@link TrainingStep}. */
  float capturedStep() {
    return captured.run(inputs, targets);
  }
}
