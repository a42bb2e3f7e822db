package dev.lanegrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.Allocation;
import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * No kernel allocates once it is warm: a vector that C2 fails to keep in a register would be an
 * object each time.
 *
 * <p>First of its JVM: C2 decides once whether it inlines a method, by what has run until then, and
 * in the mixture of all other tests has been seen, rarely, to leave one out for good.
 */
@Order(1)
class AllocationTest {
  /** A batch of calls; large enough for the loops inside to be compiled by C2 within a second. */
  private static final int CALLS = 400;

  /**
   * In place, by dot products, by passes over C, with packed lanes, and with packed rows: m, n, k.
   */
  private static final int[][] PRODUCTS = {
    {61, 59, 63}, {2, 48, 40}, {3, 300, 4}, {300, 40, 20}, {90, 140, 20}
  };

  private final List<String> checked = new ArrayList<>();
  private final List<String> allocating = new ArrayList<>();

  private void measure(String name, Runnable call) {
    long least = Allocation.ofWarm(CALLS, call);
    if (least > 0) {
      allocating.add(name + ": " + least / CALLS);
    }
    checked.add(name);
  }

  @Test
  void noKernelAllocatesOnceWarm() {
    UnderTest.current();
    Kernels kernels = UnderTest.onThreads().get(1);
    int n = 1000;
    Numbers numbers = new Numbers(1);
    float[] x = numbers.tame(n);
    float[] y = numbers.tame(n);
    float[] z = numbers.tame(n);
    float[] square = numbers.tame(64 * 64);
    for (Unary op : Unary.values()) {
      measure(op.name(), () -> kernels.unary(op, n, x, 0, z, 0));
    }
    for (Binary op : Binary.values()) {
      measure(op.name(), () -> kernels.binary(op, n, x, 0, 1, y, 0, 1, z, 0));
      measure(op + " 0", () -> kernels.binary(op, n, x, 0, 0, y, 0, 1, z, 0));
      measure(op + " 1", () -> kernels.binary(op, n, x, 0, 1, y, 0, 0, z, 0));
    }
    for (PointLoss loss : PointLoss.values()) {
      measure(loss + " values", () -> kernels.lossValues(loss, 0.5f, n, x, 0, y, 0, z, 0));
      measure(loss + " sum", () -> kernels.lossSum(loss, 0.5f, n, x, 0, y, 0));
      measure(
          loss + " gradient",
          () -> kernels.lossGradient(loss, 0.5f, n, x, 0, y, 0, y, 0, 0, z, 0, false));
      measure(
          loss + " sum and gradient",
          () -> kernels.lossSumAndGradient(loss, 0.5f, n, x, 0, y, 0, 0.5f, z, 0));
    }
    float[] classes = new float[100];
    float[] logits = numbers.tame(n);
    measure(
        "crossEntropy",
        () ->
            kernels.crossEntropy(
                10, 100, logits, 0, classes, 0, null, 0, 0f, -1, y, 0, x, 0, 0, z, 0));
    measure(
        "crossEntropy of short rows, smoothed",
        () ->
            kernels.crossEntropy(
                100, 10, logits, 0, classes, 0, x, 0, 0.1f, -1, y, 0, x, 0, 0, z, 0));
    for (boolean log : new boolean[] {false, true}) {
      measure("softmax " + log, () -> kernels.softmax(10, 100, log, x, 0, z, 0));
      measure("softmax of short rows " + log, () -> kernels.softmax(100, 10, log, x, 0, z, 0));
      measure(
          "softmaxGradient " + log, () -> kernels.softmaxGradient(10, 100, log, x, 0, y, 0, z, 0));
      measure(
          "softmaxGradient of short rows " + log,
          () -> kernels.softmaxGradient(100, 10, log, x, 0, y, 0, z, 0));
    }
    measure("sum", () -> kernels.sum(n, x, 0));
    measure("max", () -> kernels.max(n, x, 0));
    measure("axpy", () -> kernels.axpy(n, 1e-9f, x, 0, z, 0));
    measure("sgd", () -> kernels.sgd(n, 1e-9f, 0f, x, 0, z, 0));
    measure(
        "sgdMomentum",
        () -> kernels.sgdMomentum(n, 1e-9f, 0f, .9f, 0f, false, false, x, 0, y, 0, z, 0));
    AdamStep step = new AdamStep(0.9, 0.99, 1e-8).set(0.7, 0.9, 1e-9, 0.1, true);
    float[] v = new float[n];
    measure("adam", () -> kernels.adam(step, n, x, 0, y, 0, v, 0, v, 0, z, 0));
    measure("columnSums", () -> kernels.columnSums(64, 64, square, 0, 64, z, 0, false));
    float[] masked = new float[64 * 64];
    measure(
        "reluBackward",
        () -> kernels.reluBackward(64, 64, square, 0, 64, masked, 0, 64, z, 0, false));
    measure("copyToRows", () -> kernels.copyToRows(10, 100, x, 0, z, 0, 100));
    float[] c = new float[1 << 14];
    float[] operand = numbers.tame(1 << 14);
    for (int[] shape : PRODUCTS) {
      for (int layout = 0; layout < 4; layout++) {
        boolean transA = (layout & 1) != 0;
        boolean transB = (layout & 2) != 0;
        int m = shape[0];
        int columns = shape[1];
        int k = shape[2];
        int lda = transA ? m : k;
        int ldb = transB ? k : columns;
        measure(
            "gemm " + transA + " " + transB + " " + Arrays.toString(shape),
            () ->
                kernels.gemm(
                    transA, transB, m, columns, k, operand, 0, lda, operand, 0, ldb, c, 0, columns,
                    false));
      }
    }
    measure(
        "linear",
        () -> kernels.linear(10, 16, 32, square, 0, 32, square, 0, 32, x, 0, true, c, 0, 16));
    assertEquals(List.of(), allocating, "kernels that allocate, bytes a call");
    assertEquals(
        Unary.values().length
            + 3 * Binary.values().length
            + 4 * PointLoss.values().length
            + 20
            + 4 * PRODUCTS.length,
        checked.size());
    UnderTest.report("kernels that allocate nothing", checked.size());
  }
}
