package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.nn.GradCheck;
import org.junit.jupiter.api.Test;

/** Changes in place, inside and outside of graphs. */
class InPlaceTest {
  private static Tensor leaf(float... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  @Test
  void aLeafThatRequiresAGradientIsSafe() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> x.addi(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "a leaf Variable that requires grad is being used in an in-place operation.")
        .hasMessageContaining("NoGrad");
    assertThatThrownBy(x::zeroi).hasMessageStartingWith("a leaf Variable");
    assertThatThrownBy(() -> x.copyi(Tensor.ones(2))).hasMessageStartingWith("a leaf Variable");
    assertThatThrownBy(() -> x.view(2, 1).muli(2))
        .hasMessageStartingWith("a view of a leaf Variable that requires grad");
    assertThat(x.toArray()).containsExactly(1, 2);
    quietly(x);
    assertThat(x.toArray()).containsExactly(2, 3);
    assertThat(x.requiresGrad()).isTrue();
    assertThat(x.isLeaf()).isTrue();
  }

  @SuppressWarnings("try")
  private static void quietly(Tensor x) {
    try (var off = NoGrad.enter()) {
      x.addi(1);
    }
  }

  @Test
  void aValueThatBackwardNeedsMustNotChange() {
    Tensor x = leaf(1, 2);
    Tensor y = x.exp();
    Tensor z = y.sum();
    y.detach().muli(2);
    assertThatThrownBy(z::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "one of the variables needed for gradient computation has been modified by an inplace"
                + " operation: ")
        .hasMessageContaining("[2]")
        .hasMessageContaining("is at version 1; expected version 0 instead.");
    assertThat(x.grad()).isNull();
  }

  @Test
  void everyKindOfChangeCounts() {
    Tensor w = leaf(1, 2);
    Tensor x = Tensor.ones(2);
    Tensor[] loss = new Tensor[1];
    Runnable[] changes = {
      () -> x.addi(1),
      () -> x.subi(1),
      () -> x.muli(2),
      () -> x.divi(2),
      x::zeroi,
      () -> x.copyi(Tensor.ones(2)),
      () -> x.view(2, 1).addi(1),
      () -> x.view(1, 2).t().addi(1),
      () -> x.changed()
    };
    for (Runnable change : changes) {
      loss[0] = w.mul(x).sum();
      change.run();
      assertThatThrownBy(() -> loss[0].backward()).hasMessageContaining("modified by an inplace");
    }
  }

  @Test
  void whatBackwardDoesntNeedMayChange() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    Tensor z = y.add(1).sum();
    y.detach().muli(2);
    z.backward();
    assertThat(x.grad().toArray()).containsExactly(3, 3);
  }

  @Test
  void changesBecomePartOfTheGraph() {
    Tensor a = Tensor.randn(new Generator(1), 2, 3).requiresGrad(true);
    Tensor b = Tensor.rand(new Generator(2), 3).add(0.5f).requiresGrad(true);
    GradCheck.check(() -> a.mul(2).addi(b), a, b);
    GradCheck.check(() -> a.mul(2).subi(b), a, b);
    GradCheck.check(() -> a.mul(2).muli(b), a, b);
    GradCheck.check(() -> a.mul(2).divi(b), a, b);
    GradCheck.check(() -> a.mul(2).copyi(b), b);
    GradCheck.check(() -> a.mul(2).addi(1).muli(3).square(), a);
    GradCheck.check(() -> Tensor.ones(2, 3).addi(a).muli(b), a, b);
    GradCheck.check(() -> a.mul(2).zeroi().add(a), a);
  }

  @Test
  void whatWasComputedFromTheOldValueKeepsItsGradient() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor before = y.add(1);
    y.addi(x.mul(10));
    y.add(before).sum().backward();
    // y = 2x + 10x, before = 2x + 1
    assertThat(x.grad().toArray()).containsExactly(14, 14);
  }

  @Test
  void anOutputThatItsOperationNeedsMustNotChange() {
    Tensor x = leaf(1, 2);
    Tensor y = x.exp().addi(1);
    assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("modified by an inplace");
  }

  @Test
  void aViewInAGraphMustNotChange() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor view = y.view(2, 1);
    assertThatThrownBy(() -> y.addi(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use the method without the i")
        .hasMessageContaining("NoGrad");
    assertThatThrownBy(() -> view.addi(1)).hasMessageContaining("[2, 1]");
    assertThat(y.toArray()).containsExactly(2, 4);
  }

  @Test
  void versionsDontMatterWithoutAGraph() {
    Tensor x = Tensor.ones(2);
    for (int i = 0; i < 3; i++) {
      x.addi(x);
    }
    assertThat(x.toArray()).containsExactly(8, 8);
  }
}
