package dev.lanegrad.kernel.gemm;

import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.BLOCKED;
import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.DOTS;
import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.LAST_COLUMNS_APART;
import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.NONE;
import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.PASSES_OVER_C;
import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.TRANSPOSED;
import static dev.lanegrad.kernel.gemm.GemmPlan.Algorithm.UNPACKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.gemm.micro.Tiles;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is decided about products, on both sides of each threshold. */
class GemmPlanTest {
  @BeforeEach
  void ofAvx512() {
    boolean wide = UnderTest.current().vectorBits() == 512 && Tiles.MANY_REGISTERS;
    assumeTrue(wide, "skipped: plans of 512 bits and 32 registers");
  }

  private static GemmPlan.Algorithm of(String layout, int m, int n, int k) {
    boolean transA = layout.equals("TN");
    boolean transB = layout.equals("NT");
    int lda = transA ? m : k;
    int ldb = transB ? k : n;
    return GemmPlan.algorithm(transA, transB, m, n, k, lda, ldb, TileShape.Start.ZERO);
  }

  @Test
  void algorithms() {
    assertThat(of("NN", 0, 8, 8)).isEqualTo(NONE);
    assertThat(of("NN", 8, 8, 0)).isEqualTo(NONE);
    // A layer's forward pass: few rows by dot products, some by blocks of B transposed as it is
    // packed; where the rows are whole vectors it is cheaper to transpose A and C.
    assertThat(of("NT", 4, 512, 784)).isEqualTo(DOTS);
    assertThat(of("NT", 5, 512, 784)).isEqualTo(BLOCKED);
    assertThat(of("NT", 24, 512, 784)).isEqualTo(BLOCKED);
    assertThat(of("NT", 64, 512, 784)).isEqualTo(TRANSPOSED);
    assertThat(of("NT", 64, 10, 256)).isEqualTo(TRANSPOSED);
    // Gradients.
    assertThat(of("NN", 64, 784, 512)).isEqualTo(UNPACKED);
    assertThat(of("NN", 288, 256, 256)).isEqualTo(UNPACKED);
    assertThat(of("NN", 1024, 1024, 1024)).isEqualTo(BLOCKED);
    assertThat(of("TN", 512, 784, 6)).isEqualTo(PASSES_OVER_C);
    assertThat(of("TN", 512, 784, 7)).isNotEqualTo(PASSES_OVER_C);
    assertThat(of("NN", 2, 512, 512)).isEqualTo(PASSES_OVER_C);
    assertThat(of("NN", 3, 512, 512)).isEqualTo(UNPACKED);
    assertThat(of("TN", 512, 256 + 4, 64)).isEqualTo(LAST_COLUMNS_APART);
    assertThat(of("TN", 512, 256 + 5, 64)).isNotEqualTo(LAST_COLUMNS_APART);
  }

  @Test
  void blocks() {
    GemmPlan plan = new GemmPlan();
    plan.cut(64, 512, 784, true, false, 784, 784);
    assertThat(plan.mr).isEqualTo(6);
    assertThat(plan.mostVectors).isEqualTo(4);
    assertThat(plan.kc).isEqualTo(784);
    assertThat(plan.packA).isFalse();
    assertThat(plan.packB).isTrue();

    plan.cut(1024, 1024, 1024, true, true, 1024, 1024);
    assertThat(plan.kc).isEqualTo(1024);
    assertThat(plan.packA).isFalse();
    assertThat(plan.packB).isTrue();
    plan.cut(1024, 1024, 1025, true, true, 1025, 1024);
    assertThat(plan.kc).as("two passes of about the same length").isEqualTo(513);

    plan.cut(2048, 2048, 2048, false, true, 2048, 2048);
    assertThat(plan.packA).isTrue();
  }

  @Test
  void panels() {
    assertThat(GemmPlan.makesPanels(1024, 1024)).isTrue();
    assertThat(GemmPlan.makesPanels(1024, 1025)).isFalse();
    assertThat(GemmPlan.makesPanels(1040, 1024)).isFalse();
    assertThat(GemmPlan.makesPanels(15, 10)).isFalse();
  }

  @Test
  void explained() {
    assertThat(Kernels.explain(false, true, 64, 512, 784))
        .contains("algorithm   blocks of the transposed product")
        .contains("tile        6 x 64 (mr x nr, 4 vectors of 16)")
        .contains("packed      A")
        .contains("kc 784")
        .contains("micropanels 86 of B, 1 of A");
    assertThat(Kernels.explain(false, true, 24, 512, 784))
        .contains("algorithm   blocks, vectors along the columns of C", "packed      B");
    assertThat(Kernels.explain(true, false, 512, 260, 64)).contains("two products");
    assertThat(Kernels.explain(false, false, 0, 5, 5)).contains("nothing to add up");
    assertThatThrownBy(() -> Kernels.explain(false, false, -1, 5, 5))
        .hasMessageContaining("m = -1");
  }
}
