package dev.lanegrad.bench.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** DJL with its PyTorch engine, by its trainer; a manager frees what a step made. */
@SuppressWarnings("try") // scopes are what they are for
final class DjlLearner implements Learner {
  private final Model model = Model.newInstance("network", "PyTorch");
  private final Loss loss = new L2Loss("L2Loss", 1f);
  private final Trainer trainer;
  private final NDManager manager;
  private final NDArray inputs;
  private final NDArray targets;

  DjlLearner(Weights w) {
    SequentialBlock block = new SequentialBlock();
    for (int l = 0; l < w.network().layers(); l++) {
      if (l > 0) {
        block.add(Activation.reluBlock());
      }
      block.add(Linear.builder().setUnits(w.out(l)).build());
    }
    model.setBlock(block);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(Weights.LEARNING_RATE))
                        .build()));
    trainer.initialize(new Shape(w.batch(), w.in(0)));
    ParameterList parameters = block.getParameters();
    for (int l = 0; l < w.network().layers(); l++) {
      parameters.valueAt(2 * l).getArray().set(w.weights().get(l));
      parameters.valueAt(2 * l + 1).getArray().set(w.biases().get(l));
    }
    manager = trainer.getManager();
    inputs = manager.create(w.inputs(), new Shape(w.batch(), w.in(0)));
    targets = manager.create(w.targets(), new Shape(w.batch(), w.outputs()));
  }

  private NDArray loss(NDManager of) {
    inputs.tempAttach(of);
    targets.tempAttach(of);
    NDList outputs = trainer.forward(new NDList(inputs));
    return loss.evaluate(new NDList(targets), outputs);
  }

  @Override
  public float forward() {
    try (NDManager step = manager.newSubManager();
        GradientCollector collector = trainer.newGradientCollector()) {
      return loss(step).getFloat();
    }
  }

  @Override
  public float forwardBackward() {
    try (NDManager step = manager.newSubManager();
        GradientCollector collector = trainer.newGradientCollector()) {
      NDArray value = loss(step);
      collector.backward(value);
      return value.getFloat();
    }
  }

  /** The optimizer also clears the gradients. */
  @Override
  public float step() {
    float value = forwardBackward();
    trainer.step();
    return value;
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
