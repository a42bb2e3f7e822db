package dev.lanegrad.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's SameDiff: a graph that is built once, with gradients. The update is one call of axpy for
 * each parameter, less than what its own training loop does.
 */
final class Nd4jLearner implements Learner {
  private static final String INPUTS = "inputs";
  private static final String TARGETS = "targets";
  private static final String LOSS = "loss";

  private final SameDiff graph = SameDiff.create();
  private final List<String> parameters = new ArrayList<>();
  private final Map<String, INDArray> batch;

  Nd4jLearner(Weights w) {
    SDVariable x = graph.placeHolder(INPUTS, DataType.FLOAT, w.batch(), w.in(0));
    for (int l = 0; l < w.network().layers(); l++) {
      INDArray weight = array(transposed(w.weights().get(l), w.out(l), w.in(l)), w.in(l), w.out(l));
      SDVariable weights = graph.var("weight" + l, weight);
      SDVariable bias = graph.var("bias" + l, array(w.biases().get(l), w.out(l)));
      parameters.add(weights.name());
      parameters.add(bias.name());
      x = graph.nn().linear(l == 0 ? x : graph.nn().relu(x, 0), weights, bias);
    }
    SDVariable targets = graph.placeHolder(TARGETS, DataType.FLOAT, w.batch(), w.outputs());
    graph.math().square(x.sub(targets)).mean(LOSS);
    graph.setLossVariables(LOSS);
    batch =
        Map.of(
            INPUTS, array(w.inputs(), w.batch(), w.in(0)),
            TARGETS, array(w.targets(), w.batch(), w.outputs()));
  }

  /** What its layers take: (in, out). */
  private static float[] transposed(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return transposed;
  }

  private static INDArray array(float[] values, long... shape) {
    return Nd4j.createFromArray(values).reshape(shape);
  }

  @Override
  public float forward() {
    return graph.output(batch, LOSS).get(LOSS).getFloat(0);
  }

  @Override
  public float forwardBackward() {
    return gradients(0);
  }

  @Override
  public float step() {
    return gradients(Weights.LEARNING_RATE);
  }

  private float gradients(float rate) {
    var both = graph.calculateGradientsAndOutputs(batch, List.of(LOSS), parameters);
    if (rate != 0) {
      for (String parameter : parameters) {
        INDArray gradient = both.getGradients().get(parameter);
        INDArray value = graph.getVariable(parameter).getArr();
        Nd4j.getBlasWrapper().axpy((Number) (-rate), gradient, value);
      }
    }
    return both.getOutputs().get(LOSS).getFloat(0);
  }
}
