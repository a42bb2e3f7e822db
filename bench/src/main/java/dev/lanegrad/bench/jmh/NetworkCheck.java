package dev.lanegrad.bench.jmh;

import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Linear;
import java.util.Arrays;

/**
 * Holds one training step of a network against loops in double: samples of every layer's outputs,
 * the loss, samples of every gradient, and every updated parameter of these samples.
 *
 * <p>A layer is checked on the activations that the layer below really gave, so that errors don't
 * pile up and the bounds can be tight. All that is computed in full is the gradient of the
 * activations, about as much work as one backward pass.
 */
final class NetworkCheck {
  /** Of the magnitude of its terms; a gradient comes out of several sums in a row. */
  private static final double GRADIENT_TOLERANCE = 1e-4;

  private final Training training;
  private final int batch;

  /** The inputs of each layer, and last the outputs of the network. */
  private final float[][] activations;

  /** The weights of each layer before the step. */
  private final float[][] weights;

  private final float[][] biases;

  /** Whether the step keeps no gradients, so that they show in the updated parameters alone. */
  private final boolean captured;

  private NetworkCheck(Training training, boolean captured) {
    this.training = training;
    this.captured = captured;
    batch = training.network.batch();
    activations = new float[training.layers.size() + 1][];
    weights = new float[training.layers.size()][];
    biases = new float[training.layers.size()][];
    lookAhead();
  }

  static void check(Training training) {
    NetworkCheck check = new NetworkCheck(training, false);
    training.zeroGrad();
    Tensor loss = training.forward();
    check.checkForward(loss.item());
    loss.backward();
    check.checkBackward();
    training.update();
    check.checkUpdate();
  }

  /** The same of a captured step, of a run that only repeats its operations: no gradients, then. */
  static void checkCaptured(Training training) {
    training.captured();
    NetworkCheck check = new NetworkCheck(training, true);
    float loss = training.captured();
    check.checkForward(loss);
    check.checkBackward();
  }

  /** What the step will start from: weights, and the activations that they lead to. */
  private void lookAhead() {
    Tensor x = training.inputs;
    for (int l = 0; l < training.layers.size(); l++) {
      weights[l] = training.layers.get(l).weight().toArray();
      biases[l] = training.layers.get(l).bias().toArray();
      activations[l] = x.toArray();
      x = training.layers.get(l).forward(x);
      if (l < training.layers.size() - 1) {
        x = x.relu();
      }
    }
    activations[training.layers.size()] = x.toArray();
  }

  private void checkForward(float loss) {
    for (int l = 0; l < training.layers.size(); l++) {
      checkOutputs(l);
    }
    float[] outputs = activations[training.layers.size()];
    float[] targets = training.targets.toArray();
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      double d = outputs[i] - targets[i];
      sum += d * d;
    }
    double mean = sum / outputs.length;
    Answers.near(name() + ": loss", loss, mean, 1e-5 * mean);
  }

  /** y[b][o] = relu(bias[o] + sum over i of x[b][i] w[o][i]), without relu in the last layer. */
  private void checkOutputs(int l) {
    float[] x = activations[l];
    float[] y = activations[l + 1];
    float[] w = weights[l];
    float[] bias = biases[l];
    int in = training.network.widths().get(l);
    int out = training.network.widths().get(l + 1);
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int at = Answers.sample(s, y.length);
      int b = at / out;
      int o = at % out;
      double sum = bias[o];
      double magnitude = Math.abs(sum);
      for (int i = 0; i < in; i++) {
        double term = (double) x[b * in + i] * w[o * in + i];
        sum += term;
        magnitude += Math.abs(term);
      }
      double expected = l < training.layers.size() - 1 ? Math.max(0, sum) : sum;
      Answers.sum(name() + ": output " + at + " of layer " + l, y[at], expected, in + 1, magnitude);
    }
  }

  private void checkBackward() {
    int last = training.layers.size();
    float[] targets = training.targets.toArray();
    double[] delta = new double[activations[last].length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = 2.0 * (activations[last][i] - targets[i]) / delta.length;
    }
    for (int l = last - 1; l >= 0; l--) {
      checkGradients(l, delta);
      if (l > 0) {
        delta = throughLayer(l, delta);
      }
    }
  }

  /** dw[o][i] = sum over b of delta[b][o] x[b][i], and dbias[o] = sum over b of delta[b][o]. */
  private void checkGradients(int l, double[] delta) {
    Linear layer = training.layers.get(l);
    int in = training.network.widths().get(l);
    int out = training.network.widths().get(l + 1);
    float[] weight = (captured ? layer.weight() : layer.weight().grad()).toArray();
    float[] bias = (captured ? layer.bias() : layer.bias().grad()).toArray();
    float[] x = activations[l];
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int at = Answers.sample(s, in * out);
      int o = at / in;
      int i = at % in;
      double dw = 0;
      double dwMagnitude = 0;
      double db = 0;
      double dbMagnitude = 0;
      for (int b = 0; b < batch; b++) {
        double d = delta[b * out + o];
        double term = d * x[b * in + i];
        dw += term;
        dwMagnitude += Math.abs(term);
        db += d;
        dbMagnitude += Math.abs(d);
      }
      checkGradient(l, "weight", at, weight[at], weights[l][at], dw, dwMagnitude);
      checkGradient(l, "bias", o, bias[o], biases[l][o], db, dbMagnitude);
    }
  }

  /** A gradient, or the parameter that it was taken from: before - lr * gradient. */
  private void checkGradient(
      int l, String of, int at, float actual, float before, double gradient, double magnitude) {
    double expected = gradient;
    double tolerance = GRADIENT_TOLERANCE * magnitude + Float.MIN_NORMAL;
    if (captured) {
      expected = before - Training.LEARNING_RATE * gradient;
      tolerance = Training.LEARNING_RATE * tolerance + Math.ulp(before);
    }
    String which = captured ? " of the updated " : " in the gradient of the ";
    Answers.near(
        name() + ": element " + at + which + of + " of layer " + l, actual, expected, tolerance);
  }

  /** dx[b][i] = sum over o of delta[b][o] w[o][i] where the ReLU below let x[b][i] through. */
  private double[] throughLayer(int l, double[] delta) {
    int in = training.network.widths().get(l);
    int out = training.network.widths().get(l + 1);
    float[] w = weights[l];
    float[] x = activations[l];
    double[] dx = new double[batch * in];
    double[] row = new double[in];
    for (int b = 0; b < batch; b++) {
      Arrays.fill(row, 0);
      for (int o = 0; o < out; o++) {
        double d = delta[b * out + o];
        int wRow = o * in;
        for (int i = 0; i < in; i++) {
          row[i] += d * w[wRow + i];
        }
      }
      for (int i = 0; i < in; i++) {
        dx[b * in + i] = x[b * in + i] > 0 ? row[i] : 0;
      }
    }
    return dx;
  }

  /** w - lr * dw, rounded twice: exact. */
  private void checkUpdate() {
    for (int l = 0; l < training.layers.size(); l++) {
      float[] gradient = training.layers.get(l).weight().grad().toArray();
      float[] after = training.layers.get(l).weight().toArray();
      for (int i = 0; i < after.length; i++) {
        float expected = weights[l][i] - Training.LEARNING_RATE * gradient[i];
        if (after[i] != expected) {
          String what = name() + ": element " + i + " of the updated weight of layer " + l;
          Answers.near(what, after[i], expected, 0);
        }
      }
    }
  }

  private String name() {
    return training.network.name();
  }
}
