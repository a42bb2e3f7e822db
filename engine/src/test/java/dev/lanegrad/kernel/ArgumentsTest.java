package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a kernel can't use is refused with the reason, before anything is written. */
class ArgumentsTest {
  @BeforeEach
  void skipWidthsThatTheCpuLacks() {
    UnderTest.current();
  }

  private final float[] six = {1, 2, 3, 4, 5, 6};
  private final float[] c = {7, 7, 7, 7};

  private void gemm(int m, int n, int k, int aOffset, int lda, int ldb, int ldc) {
    UnderTest.current()
        .gemm(false, false, m, n, k, six, aOffset, lda, six, 0, ldb, c, 0, ldc, false);
  }

  @Test
  void gemmRefusesWhatDoesNotFit() {
    assertThatThrownBy(() -> gemm(-1, 2, 3, 0, 3, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("m = -1: a size must not be negative");
    assertThatThrownBy(() -> gemm(2, 2, 3, 0, 2, 2, 2))
        .hasMessage("leading dimension 2 of a is less than its 3 columns");
    assertThatThrownBy(() -> gemm(2, 2, 3, 1, 3, 2, 2))
        .hasMessage("a has 6 elements, too few for 2 rows of 3, 3 apart, from offset 1");
    assertThatThrownBy(() -> gemm(2, 2, 3, 0, 3, 2, 4))
        .hasMessage("c has 4 elements, too few for 2 rows of 2, 4 apart, from offset 0");
    assertThatThrownBy(() -> gemm(2, 2, 3, -1, 3, 2, 2)).hasMessageContaining("from offset -1");
    assertArrayEquals(new float[] {7, 7, 7, 7}, c);
  }

  /** The end of such a matrix is past any int. */
  @Test
  void sizesWhoseProductOverflowsAnInt() {
    assertThatThrownBy(() -> gemm(1 << 20, 2, 3, 0, 1 << 20, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too few for 1048576 rows of 3, 1048576 apart");
  }

  @Test
  void vectorsRefuseWhatDoesNotFit() {
    Kernels kernels = UnderTest.current();
    assertThatThrownBy(() -> kernels.unary(Unary.RELU, 5, six, 2, c, 0))
        .hasMessage("x has 6 elements, too few for 5 from offset 2");
    assertThatThrownBy(() -> kernels.unary(Unary.RELU, 5, six, 0, c, 0))
        .hasMessage("y has 4 elements, too few for 5 from offset 0");
    assertThatThrownBy(() -> kernels.unary(Unary.RELU, -5, six, 0, c, 0))
        .hasMessage("n = -5: a size must not be negative");
    assertThatThrownBy(() -> kernels.binary(Binary.ADD, 4, six, 0, 2, six, 0, 1, c, 0))
        .hasMessage("increment 2 of a: must be 0 or 1");
    assertThatThrownBy(() -> kernels.sum(7, six, 0)).hasMessageContaining("x has 6 elements");
    assertThatThrownBy(() -> kernels.sgd(5, 1f, 0f, six, 0, c, 0))
        .hasMessage("w has 4 elements, too few for 5 from offset 0");
    assertArrayEquals(new float[] {7, 7, 7, 7}, c);
  }
}
