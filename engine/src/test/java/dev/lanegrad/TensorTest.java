package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Making, reading and sharing tensors. */
class TensorTest {
  @Test
  void ofCopiesAndWrapShares() {
    float[] values = {1, 2, 3, 4};
    Tensor copy = Tensor.of(values, 2, 2);
    Tensor shared = Tensor.wrap(values, 2, 2);
    values[3] = 9;
    assertThat(copy.get(1, 1)).isEqualTo(4f);
    assertThat(shared.get(1, 1)).isEqualTo(9f);
    assertThat(Tensor.of(values).shape()).containsExactly(4);
    assertThatThrownBy(() -> Tensor.of(values, 3, 2))
        .hasMessageStartingWith("shape '[3, 2]' is invalid for input of size 4");
  }

  @Test
  void factories() {
    assertThat(Tensor.zeros(2, 3).toArray()).hasSize(6).containsOnly(0f);
    assertThat(Tensor.ones(3).toArray()).containsExactly(1, 1, 1);
    assertThat(Tensor.full(2.5f, 2).toArray()).containsExactly(2.5f, 2.5f);
    assertThat(Tensor.scalar(7).rank()).isZero();
    assertThat(Tensor.zeros().numel()).isOne();
    assertThat(Tensor.rand(new Generator(1), 2, 2).toArray())
        .isEqualTo(new Generator(1).rand(4).toArray());
  }

  @Test
  void shapeIsACopy() {
    Tensor x = Tensor.zeros(2, 3);
    x.shape()[0] = 7;
    assertThat(x.shape()).containsExactly(2, 3);
    assertThat(x.size(0)).isEqualTo(2);
    assertThat(x.size(-1)).isEqualTo(3);
    assertThatThrownBy(() -> x.size(2))
        .hasMessageStartingWith(
            "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
    assertThatThrownBy(() -> Tensor.scalar(1).size(0)).hasMessageContaining("no dimensions");
  }

  @Test
  void sizesThatOverflow() {
    assertThatThrownBy(() -> Tensor.zeros(65536, 65536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Storage size calculation overflowed with sizes=[65536, 65536]");
    assertThatThrownBy(() -> Tensor.zeros(Integer.MAX_VALUE, Integer.MAX_VALUE, 4))
        .hasMessageStartingWith("Storage size calculation overflowed");
    assertThatThrownBy(() -> Tensor.randn(1 << 16, 1 << 16, 1 << 16, 1 << 16))
        .hasMessageStartingWith("Storage size calculation overflowed");
    assertThat(Tensor.zeros(65536, 65536, 0).numel()).isZero();
    assertThatThrownBy(() -> Tensor.zeros(4).view(65536, 65536))
        .hasMessageStartingWith("shape '[65536, 65536]' is invalid for input of size 4");
    assertThatThrownBy(() -> Tensor.zeros(2, -1))
        .hasMessageStartingWith("Trying to create tensor with negative dimension -1: [2, -1]");
  }

  @Test
  void view() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(x.view(3, -1).shape()).containsExactly(3, 2);
    assertThat(x.view(-1).get(4)).isEqualTo(5f);
    x.view(6).addi(1);
    assertThat(x.get(0, 0)).isEqualTo(2f);
    assertThatThrownBy(() -> x.view(4, -1))
        .hasMessageStartingWith("shape '[4, -1]' is invalid for input of size 6");
    assertThatThrownBy(() -> x.view(-1, -1)).hasMessageStartingWith("only one dimension");
    assertThatThrownBy(() -> x.view(-2, 3)).hasMessageStartingWith("invalid shape dimension -2");
    assertThatThrownBy(() -> Tensor.zeros(0).view(0, -1))
        .hasMessageStartingWith("cannot reshape tensor of 0 elements into shape [0, -1]");
    assertThatThrownBy(() -> x.t().view(6)).hasMessageStartingWith("view size is not compatible");
  }

  @Test
  void transposeShares() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor y = x.t();
    assertThat(y.shape()).containsExactly(3, 2);
    assertThat(y.toArray()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(y.get(2, 0)).isEqualTo(3f);
    assertThat(y.t().toArray()).isEqualTo(x.toArray());
    y.addi(Tensor.of(new float[] {10, 20}, 2));
    assertThat(x.toArray()).containsExactly(11, 12, 13, 24, 25, 26);
    y.muli(2).subi(2).divi(Tensor.scalar(2));
    assertThat(x.toArray()).containsExactly(10, 11, 12, 23, 24, 25);
    y.zeroi();
    assertThat(x.toArray()).containsOnly(0f);
    y.copyi(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    assertThat(x.toArray()).containsExactly(1, 3, 5, 2, 4, 6);
    assertThatThrownBy(y::array).hasMessageContaining("contiguous()");
    assertThat(y.contiguous().array()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(Tensor.ones(3).t().shape()).containsExactly(3);
    assertThatThrownBy(() -> Tensor.zeros(1, 2, 3).t())
        .hasMessageStartingWith("t() expects a tensor with <= 2 dimensions, but self is 3D");
  }

  @Test
  void itemAndGet() {
    assertThat(Tensor.full(3, 1, 1, 1).item()).isEqualTo(3f);
    assertThatThrownBy(() -> Tensor.zeros(2).item())
        .hasMessageStartingWith("a Tensor with 2 elements cannot be converted to Scalar");
    assertThatThrownBy(() -> Tensor.zeros(2).get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageStartingWith("index 2 is out of bounds for dimension 0 with size 2");
    assertThatThrownBy(() -> Tensor.zeros(2).get(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void detachSharesValuesAndNotHistory() {
    Tensor x = Tensor.ones(2).requiresGrad(true);
    Tensor y = x.mul(2);
    Tensor z = y.detach();
    assertThat(z.requiresGrad()).isFalse();
    z.addi(1);
    assertThat(y.toArray()).containsExactly(3, 3);
    x.data().addi(1);
    assertThat(x.toArray()).containsExactly(2, 2);
  }

  @Test
  void inPlace() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(x.addi(1).subi(2).muli(3).divi(2)).isSameAs(x);
    assertThat(x.toArray()).containsExactly(0, 1.5f, 3, 4.5f);
    x.muli(Tensor.of(new float[] {1, 2}, 2, 1));
    assertThat(x.toArray()).containsExactly(0, 1.5f, 6, 9);
    x.copyi(Tensor.of(new float[] {7, 8}));
    assertThat(x.toArray()).containsExactly(7, 8, 7, 8);
    assertThat(x.zeroi().toArray()).containsOnly(0f);
    assertThatThrownBy(() -> Tensor.zeros(3).addi(Tensor.zeros(2, 3)))
        .hasMessageStartingWith("output with shape [3] doesn't match the broadcast shape [2, 3]");
  }

  @Test
  void indicesCountFromTheEndIfNegative() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(x.get(-1, 0)).isEqualTo(4);
    assertThat(x.get(0, -1)).isEqualTo(3);
    assertThat(x.get(-2, -3)).isEqualTo(1);
    assertThat(x.t().get(-1, 0)).isEqualTo(3);
    assertThat(x.t().get(1, -1)).isEqualTo(5);
    assertThatThrownBy(() -> x.get(-3, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageStartingWith("index -3 is out of bounds for dimension 0 with size 2");
    assertThatThrownBy(() -> x.t().get(0, 2))
        .hasMessageStartingWith("index 2 is out of bounds for dimension 1 with size 2");
    assertThat(x.sum(-2, false).toArray()).isEqualTo(x.sum(0, false).toArray());
    assertThat(x.mean(-1, true).toArray()).isEqualTo(x.mean(1, true).toArray());
    assertThat(x.softmax(-2).toArray()).isEqualTo(x.softmax(0).toArray());
    assertThat(x.logSoftmax(-1).toArray()).isEqualTo(x.logSoftmax(1).toArray());
  }
}
