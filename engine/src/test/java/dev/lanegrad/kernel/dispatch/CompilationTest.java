package dev.lanegrad.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.Allocation;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.testing.Jvm;
import dev.lanegrad.testing.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products are compiled to what they should be whatever ran before them: what C2 knows of classes
 * comes in part from methods that all vector code shares, and the way to it is by C1. Each case in
 * a JVM of its own, with the widest vectors of the CPU or, as far as it says so, of one with 16
 * vector registers.
 */
class CompilationTest {
  /** Of dot products with and without a rest of the chain, and passes over C: m, n, k. */
  private static final int[][] SMALL = {
    {4, 48, 32}, {4, 48, 35}, {1, 64, 150}, {2, 48, 144}, {8, 40, 30}, {12, 100, 33}, {3, 300, 6}
  };

  /** In place and packed. */
  private static final int[][] LARGE = {{300, 40, 20}, {61, 59, 63}, {64, 512, 100}};

  /** As on a CPU without AVX-512, or with it. */
  private static final List<String> SIXTEEN_REGISTERS =
      List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2");

  /** Calls of one product at a time. */
  private static final int BLOCK = 30;

  /** These don't depend on the width under test: once is enough. */
  @BeforeEach
  void onlyOnce() {
    assumeTrue(
        "scalar".equals(System.getProperty("lanegrad.test.expected", "scalar")),
        "skipped: runs with the plain loops only, in JVMs of its own");
  }

  /** All products, in an order that follows from a seed. */
  abstract static class Calls {
    final List<String> names = new ArrayList<>();
    final List<Runnable> calls = new ArrayList<>();

    Calls(long seed, int[][]... products) {
      Kernels kernels = new VectorKernels();
      float[] x = new Numbers(seed).tame(1 << 16);
      float[] y = new float[1 << 16];
      for (int[] shape : Stream.of(products).flatMap(Stream::of).toList()) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        String of = " " + m + " x " + n + " x " + k;
        add("NN" + of, () -> kernels.gemm(false, false, m, n, k, x, 0, k, x, 0, n, y, 0, n, false));
        add("NT" + of, () -> kernels.gemm(false, true, m, n, k, x, 0, k, x, 0, k, y, 0, n, true));
        add("TN" + of, () -> kernels.gemm(true, false, m, n, k, x, 0, m, x, 0, n, y, 0, n, false));
        add("linear" + of, () -> kernels.linear(m, n, k, x, 0, k, x, 0, k, x, 0, true, y, 0, n));
      }
      add("sum", () -> kernels.sum(1000, x, 0));
      add("softmax", () -> kernels.softmax(10, 100, false, x, 0, y, 0));
      add("loss", () -> kernels.lossSum(PointLoss.SQUARED_ERROR, 0f, 1000, x, 0, x, 1000));
      Collections.shuffle(names, new Random(seed));
      Collections.shuffle(calls, new Random(seed));
    }

    private void add(String name, Runnable call) {
      names.add(name);
      calls.add(call);
    }
  }

  /** Calls each small product until it has been compiled by C1. */
  static final class Each extends Calls {
    private Each() {
      super(1, SMALL);
    }

    public static void main(String[] args) {
      for (Runnable call : new Each().calls) {
        for (int i = 0; i < 10 * BLOCK; i++) {
          call.run();
        }
      }
    }
  }

  /** Calls all products in turn until none allocates, and prints which do. */
  static final class Allocating extends Calls {
    private static final long PATIENCE = 90_000_000_000L;

    private Allocating(long seed) {
      super(seed, SMALL, LARGE);
    }

    private List<String> round() {
      List<String> allocating = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        long bytes = Allocation.of(BLOCK, calls.get(i));
        if (bytes > 0) {
          allocating.add(names.get(i) + ": " + bytes / BLOCK);
        }
      }
      return allocating;
    }

    public static void main(String[] args) {
      Allocating allocating = new Allocating(Long.parseLong(args[0]));
      List<String> round;
      long start = System.nanoTime();
      do {
        round = allocating.round();
      } while (!round.isEmpty() && System.nanoTime() - start < PATIENCE);
      System.out.println(allocating.calls.size() + " kernels, allocating " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void noneAllocatesInWhateverOrder(int seed) {
    assertNoneAllocates(seed, List.of());
  }

  @Test
  void noneAllocatesWithSixteenRegisters() {
    assertNoneAllocates(4, SIXTEEN_REGISTERS);
  }

  private static void assertNoneAllocates(int seed, List<String> options) {
    assertThat(Jvm.run(Allocating.class, options, String.valueOf(seed)))
        .contains(4 * (SMALL.length + LARGE.length) + 3 + " kernels, allocating []");
  }

  /**
   * A method that C1 can't compile with a profile is lost where it ran without one before, as any
   * may when C2 has much to do: it stays what it is.
   */
  @Test
  void noneIsTooMuchForC1() {
    assertC1CompilesAll(List.of());
    assertC1CompilesAll(SIXTEEN_REGISTERS);
  }

  private static void assertC1CompilesAll(List<String> options) {
    List<String> onlyC1 = new ArrayList<>(options);
    onlyC1.addAll(List.of("-XX:TieredStopAtLevel=3", "-XX:+PrintCompilation", "-Xbatch"));
    assertThat(Jvm.run(Each.class, onlyC1))
        .containsPattern("Tile\\S*::run")
        .doesNotContain("virtual registers");
  }
}
