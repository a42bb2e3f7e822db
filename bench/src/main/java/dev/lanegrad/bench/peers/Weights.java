package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Digits;
import dev.lanegrad.bench.jmh.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network starts from and learns from, the same numbers for every library.
 *
 * @param weights of each layer, (out, in)
 * @param biases of each layer, (out)
 * @param inputs (batch, in)
 * @param targets (batch, out)
 */
record Weights(
    Network network, List<float[]> weights, List<float[]> biases, float[] inputs, float[] targets) {
  static final float LEARNING_RATE = 0.01f;

  static Weights of(Network network) {
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    for (int l = 0; l < network.layers(); l++) {
      int in = network.widths().get(l);
      int out = network.widths().get(l + 1);
      // As PyTorch starts a linear layer.
      double scale = 1 / Math.sqrt(in);
      weights.add(Numbers.random(2L * l, in * out, scale));
      biases.add(Numbers.random(2L * l + 1, out, scale));
    }
    if (network.name().equals("digits")) {
      Digits digits = Digits.load(network.batch());
      return new Weights(network, weights, biases, digits.images(), digits.targets());
    }
    float[] inputs = Numbers.random(101, network.batch() * network.widths().get(0), 2);
    float[] targets = Numbers.random(102, network.batch() * outputs(network), 2);
    return new Weights(network, weights, biases, inputs, targets);
  }

  int in(int layer) {
    return network.widths().get(layer);
  }

  int out(int layer) {
    return network.widths().get(layer + 1);
  }

  int batch() {
    return network.batch();
  }

  int outputs() {
    return outputs(network);
  }

  private static int outputs(Network network) {
    return network.widths().get(network.layers());
  }
}
