package dev.lanegrad.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.dispatch.VectorKernels;
import dev.lanegrad.kernel.gemm.micro.DotTiles;
import dev.lanegrad.kernel.gemm.micro.Strides;
import dev.lanegrad.kernel.gemm.micro.Tiles;
import dev.lanegrad.testing.UnderTest;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A trial of a product gets the code compiled that the product runs, and needs little memory. */
class ProductTrialTest {
  /** Where generated code is kept. */
  private static final List<Class<?>> TABLES =
      List.of(Tiles.class, DotTiles.class, RankUpdates.class, Transposition.class);

  /** Sizes whose operands and a copy don't fit 1 MB: m, n, k. */
  private static final int[][] LARGE = {
    {1, 700, 640},
    {2, 300, 1024},
    {4, 150, 2500},
    {64, 256, 784},
    {90, 40, 2100},
    {100, 512, 300},
    {400, 300, 200},
    {500, 700, 6},
    {3000, 50, 40},
  };

  private static List<ProductSize> sizes(int[] shape) {
    List<ProductSize> sizes = new ArrayList<>();
    for (int layout = 0; layout < 8; layout++) {
      boolean transA = (layout & 1) != 0;
      boolean transB = (layout & 2) != 0;
      int gemm = ProductSize.gemmLayout(transA, transB, (layout & 4) != 0);
      sizes.add(new ProductSize(shape[0], shape[1], shape[2], gemm));
    }
    for (boolean biased : new boolean[] {false, true}) {
      int linear = ProductSize.linearLayout(biased, biased);
      sizes.add(new ProductSize(shape[0], shape[1], shape[2], linear));
    }
    return sizes;
  }

  @Test
  void runsTheTilesOfTheProduct() throws ReflectiveOperationException {
    assumeTrue(UnderTest.current().vectorBits() > 0, "skipped: plain loops have no tiles");
    Kernels kernels = new VectorKernels();
    List<String> missing = new ArrayList<>();
    int checked = 0;
    for (int[] shape : LARGE) {
      for (ProductSize size : sizes(shape)) {
        float[][] small = ProductTrial.operands(size);
        forget();
        ProductTrial trial = ProductTrial.ofVectors(size);
        trial.run(kernels, small[0], small[1], small[2]);
        Set<String> run = generated();
        forget();
        float[] operand = new float[shape[2] * Math.max(shape[0], shape[1])];
        product(size, operand, kernels);
        Set<String> wanted = generated();
        wanted.removeAll(run);
        int last = trial.m() < size.m() ? 1 : 0; // rows of two heights can't both end alike
        if (wanted.size() > last) {
          missing.add(size + " " + trial + ": " + wanted);
        }
        checked++;
      }
    }
    assertThat(missing).isEmpty();
    UnderTest.report("trials that run the tiles of their product", checked);
  }

  private static void product(ProductSize size, float[] operand, Kernels kernels) {
    int m = size.m();
    int n = size.n();
    int k = size.k();
    int lda = size.transA() ? m : k;
    int ldb = size.transB() ? k : n;
    new ProductTrial(size, m, n, k, lda, ldb, n).run(kernels, operand, operand, new float[m * n]);
  }

  private static Object spun(Class<?> table) throws ReflectiveOperationException {
    Field spun = table.getDeclaredField("SPUN");
    spun.setAccessible(true);
    return spun.get(null);
  }

  /** Lets the process make all generated code anew. */
  private static void forget() throws ReflectiveOperationException {
    for (Class<?> table : TABLES) {
      Arrays.fill((Object[]) spun(table), null);
    }
    Field given = Strides.class.getDeclaredField("GIVEN");
    given.setAccessible(true);
    Arrays.fill((int[]) given.get(null), 0);
  }

  private static Set<String> generated() throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (Class<?> table : TABLES) {
      collect(table.getSimpleName(), spun(table), names);
    }
    return names;
  }

  /** Tables are by stride, the distance of which counts and not its number, or have no strides. */
  private static void collect(String name, Object table, Set<String> names) {
    for (int i = 0; i < Array.getLength(table); i++) {
      Object entry = Array.get(table, i);
      if (entry != null && entry.getClass().isArray()) {
        collect(name + " stride " + Strides.of(i) + " ", entry, names);
      } else if (entry != null) {
        names.add(name + i);
      }
    }
  }

  /** Whatever the size; the operands, of which two may be one, and the copy of the plain loops. */
  @Test
  void needsNoMoreThanAMegabyte() {
    List<int[]> shapes = new ArrayList<>(Arrays.asList(LARGE));
    shapes.addAll(
        List.of(
            new int[] {1, 4096, 4096},
            new int[] {4096, 4096, 1},
            new int[] {4096, 1, 4096},
            new int[] {1, 1, 1 << 25},
            new int[] {1 << 25, 1, 1},
            new int[] {1, 1 << 25, 1},
            new int[] {9, 1 << 21, 3},
            new int[] {256, 256, 256}));
    for (int[] shape : shapes) {
      for (ProductSize size : sizes(shape)) {
        Set<Integer> seen = new TreeSet<>();
        long elements = 0;
        for (float[] operand : ProductTrial.operands(size)) {
          elements += seen.add(System.identityHashCode(operand)) ? operand.length : 0;
        }
        ProductTrial plain = ProductTrial.ofScalar(size);
        elements += (long) plain.k() * plain.n();
        assertThat(elements).as(size.toString()).isLessThanOrEqualTo(1 << 18);
        assertWithin(ProductTrial.ofVectors(size));
        assertWithin(plain);
      }
    }
  }

  /** The rows that a trial reads and writes lie in its operands. */
  private static void assertWithin(ProductTrial trial) {
    ProductSize size = trial.size();
    float[][] operands = ProductTrial.operands(size);
    int m = trial.m();
    int n = trial.n();
    int k = trial.k();
    assertEnd(size.transA() ? k : m, size.transA() ? m : k, trial.lda(), operands[0]);
    assertEnd(size.transB() ? n : k, size.transB() ? k : n, trial.ldb(), operands[1]);
    assertEnd(m, n, trial.ldc(), operands[2]);
  }

  private static void assertEnd(int rows, int width, int distance, float[] operand) {
    assertThat((long) (rows - 1) * distance + width).isLessThanOrEqualTo(operand.length);
  }
}
