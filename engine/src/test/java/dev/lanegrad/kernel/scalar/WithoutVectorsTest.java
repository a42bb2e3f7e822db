package dev.lanegrad.kernel.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.nn.CrossEntropyLoss;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.ReLU;
import dev.lanegrad.nn.Sequential;
import dev.lanegrad.optim.Adam;
import dev.lanegrad.testing.Jvm;
import dev.lanegrad.train.TrainingStep;
import org.junit.jupiter.api.Test;

/** Every kernel in a JVM without the module of vectors, on two threads. */
class WithoutVectorsTest {
  /** Calls each kernel, small and large enough to be shared, and trains. */
  static final class AllKernels {
    public static void main(String[] args) {
      Kernels kernels = Kernels.current();
      for (int n : new int[] {64, 512}) {
        kernels(kernels, n);
      }
      Generator.manualSeed(1);
      Sequential net = new Sequential(new Linear(8, 16), new ReLU(), new Linear(16, 3));
      TrainingStep step =
          TrainingStep.of(net, new CrossEntropyLoss(), new Adam(net.parameters(), 0.01f));
      for (int i = 0; i < 3; i++) {
        step.run(Tensor.randn(4, 8), Tensor.of(new float[] {0, 1, 2, 1}, 4));
      }
      System.out.println("done: " + kernels.description());
    }

    private static void kernels(Kernels k, int n) {
      int size = n * n;
      float[] x = new float[size];
      float[] y = new float[size];
      float[] z = new float[size];
      float[] g = new float[size];
      float[] sums = new float[size / Kernels.SUM_BLOCK + n];
      java.util.Arrays.fill(x, 0.5f);
      for (boolean t : new boolean[] {false, true}) {
        k.gemm(t, !t, n, n, n, x, 0, n, x, 0, n, z, 0, n, t);
        k.linear(n, n, n, x, 0, n, x, 0, n, t ? x : null, 0, t, z, 0, n);
        k.softmax(n, n, t, x, 0, y, 0);
        k.softmaxGradient(n, n, t, y, 0, x, 0, z, 0);
      }
      k.gemmRows(n, n, n, x, x, new float[16 * n], (row, rows, panel, offset) -> {});
      k.copyToRows(n, n, x, 0, z, 0, n);
      k.columnSums(n, n, x, 0, n, sums, 0, false);
      k.reluBackward(n, n, x, 0, n, y, 0, n, sums, 0, true);
      for (Unary op : Unary.values()) {
        k.unary(op, size, x, 0, z, 0);
      }
      for (Binary op : Binary.values()) {
        k.binary(op, size, x, 0, 1, y, 0, 1, z, 0);
      }
      k.axpy(size, 2f, x, 0, z, 0);
      k.sum(size, x, 0);
      k.max(size, x, 0);
      for (PointLoss loss : PointLoss.values()) {
        k.lossValues(loss, 1f, size, x, 0, y, 0, z, 0);
        k.lossSum(loss, 1f, size, x, 0, y, 0);
        k.lossGradient(loss, 1f, size, x, 0, y, 0, g, 0, 0, z, 0, false);
        k.lossSumAndGradient(loss, 1f, size, x, 0, y, 0, 1f, z, 0);
      }
      float[] classes = new float[n];
      k.crossEntropy(n, n, x, 0, classes, 0, null, 0, 0.1f, -100, sums, 0, g, 0, 0, z, 0);
      k.sgd(size, 0.1f, 0f, g, 0, x, 0);
      k.sgdMomentum(size, 0.1f, 0f, 0.9f, 0f, true, false, g, 0, y, 0, x, 0);
      AdamStep step = new AdamStep(0.9, 0.999, 1e-8).set(0.9, 0.999, 1e-3, 0, false);
      k.adam(step, size, g, 0, y, 0, z, 0, null, 0, x, 0);
    }
  }

  @Test
  void loadNothingOfTheirs() {
    String output =
        Jvm.runWithoutVectors(
            AllKernels.class,
            "-Dlanegrad.kernels=scalar",
            "-Dlanegrad.threads=2",
            "-Xlog:class+load");
    assertThat(output).contains("done: ").contains("dev.lanegrad.kernel.scalar.ScalarKernels");
    assertThat(
            output
                .lines()
                .filter(line -> line.contains("jdk.incubator") || line.contains("kernel.vector.")))
        .isEmpty();
    assertThat(output.lines().filter(line -> line.contains("kernel.gemm.micro."))).isEmpty();
  }
}
