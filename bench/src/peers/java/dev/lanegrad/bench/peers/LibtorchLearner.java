package dev.lanegrad.bench.peers;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** libtorch through JavaCPP; a scope frees what a step made, no collector has to find it. */
@SuppressWarnings("try") // scopes are what they are for
final class LibtorchLearner implements Learner {
  private final Tensor inputs;
  private final Tensor targets;
  private final List<LinearImpl> layers = new ArrayList<>();
  private final SGD optimizer;

  LibtorchLearner(Weights w) {
    inputs = tensor(w.inputs(), w.batch(), w.in(0));
    targets = tensor(w.targets(), w.batch(), w.outputs());
    TensorVector parameters = new TensorVector();
    try (NoGradGuard off = new NoGradGuard()) {
      for (int l = 0; l < w.network().layers(); l++) {
        LinearImpl layer = new LinearImpl(w.in(l), w.out(l));
        layer.weight().copy_(tensor(w.weights().get(l), w.out(l), w.in(l)));
        layer.bias().copy_(tensor(w.biases().get(l), w.out(l)));
        layers.add(layer);
        parameters.push_back(layer.weight());
        parameters.push_back(layer.bias());
      }
    }
    optimizer = new SGD(parameters, new SGDOptions(Weights.LEARNING_RATE));
  }

  static Tensor tensor(float[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  private Tensor loss() {
    Tensor x = inputs;
    for (int l = 0; l < layers.size(); l++) {
      x = layers.get(l).forward(l == 0 ? x : torch.relu(x));
    }
    return torch.mse_loss(x, targets);
  }

  @Override
  public float forward() {
    try (PointerScope scope = new PointerScope()) {
      return loss().item_float();
    }
  }

  @Override
  public float forwardBackward() {
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad();
      Tensor loss = loss();
      loss.backward();
      return loss.item_float();
    }
  }

  @Override
  public float step() {
    try (PointerScope scope = new PointerScope()) {
      float loss = forwardBackward();
      optimizer.step();
      return loss;
    }
  }
}
