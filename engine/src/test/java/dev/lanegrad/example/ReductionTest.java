package dev.lanegrad.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Tensor;
import dev.lanegrad.Warnings;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.KLDivLoss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reductions and their old names, seen from a user's package as the warnings see it. */
class ReductionTest {
  private final List<String> warnings = new ArrayList<>();
  private Consumer<String> before;

  @BeforeEach
  void listen() {
    before = Warnings.handler(warnings::add);
  }

  @AfterEach
  void restore() {
    Warnings.handler(before);
  }

  @Test
  void parse() {
    assertThat(Reduction.parse("none")).isEqualTo(Reduction.NONE);
    assertThat(Reduction.parse("mean")).isEqualTo(Reduction.MEAN);
    assertThat(Reduction.parse("sum")).isEqualTo(Reduction.SUM);
    assertThat(warnings).isEmpty();
  }

  @Test
  void elementwiseMeanMeansMeanWithAWarning() {
    assertThat(new MSELoss("elementwise_mean").reduction()).isEqualTo(Reduction.MEAN);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("ReductionTest.java")
        .endsWith(
            "reduction='elementwise_mean' is deprecated, please use reduction='mean' instead.");
  }

  @Test
  void othersThrowWhereTheLossIsBuilt() {
    assertThatThrownBy(() -> new MSELoss("average"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("average is not a valid value for reduction");
    assertThatThrownBy(() -> new MSELoss("MEAN"))
        .hasMessageStartingWith("MEAN is not a valid value for reduction");
    assertThatThrownBy(() -> new MSELoss((Reduction) null))
        .hasMessageStartingWith("null is not a valid value for reduction");
    assertThatThrownBy(() -> Reduction.parse(null))
        .hasMessageStartingWith("null is not a valid value for reduction");
  }

  @Test
  void legacyArgumentsWin() {
    assertThat(new MSELoss(true, true).reduction()).isEqualTo(Reduction.MEAN);
    assertThat(new MSELoss(false, true).reduction()).isEqualTo(Reduction.SUM);
    assertThat(new MSELoss(true, false).reduction()).isEqualTo(Reduction.NONE);
    assertThat(new MSELoss(false, false).reduction()).isEqualTo(Reduction.NONE);
    assertThat(new MSELoss(null, true).reduction()).isEqualTo(Reduction.MEAN);
    assertThat(new MSELoss(false, null).reduction()).isEqualTo(Reduction.SUM);
    assertThat(new MSELoss(null, false).reduction()).isEqualTo(Reduction.NONE);
    assertThat(new MSELoss(true, null, Reduction.SUM).reduction()).isEqualTo(Reduction.MEAN);
    assertThat(warnings).hasSize(8);
    assertThat(new MSELoss(null, null, Reduction.SUM).reduction()).isEqualTo(Reduction.SUM);
    assertThat(warnings).hasSize(8);
    assertThat(warnings.get(1))
        .endsWith(
            "size_average and reduce args will be deprecated, please use reduction='sum'"
                + " instead.");
  }

  @Test
  void oneWarningEachCallSite() {
    for (int i = 0; i < 3; i++) {
      assertThat(new MSELoss(false, null).reduction()).isEqualTo(Reduction.SUM);
    }
    assertThat(warnings).hasSize(1);
    Reduction.legacy(false, null);
    assertThat(warnings).hasSize(2);
  }

  @Test
  void theMeanOfKullbackLeiblerWarnsOnce() {
    Tensor x = Tensor.full(-1f, 2, 3);
    Tensor t = Tensor.full(0.3f, 2, 3);
    KLDivLoss loss = new KLDivLoss();
    for (int i = 0; i < 3; i++) {
      loss.forward(x, t);
      loss.forward(x, t);
    }
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .contains("ReductionTest.java")
        .contains("reduction: 'mean' divides the total loss by both the batch size and the support")
        .contains("batchmean");
    for (int i = 0; i < 3; i++) {
      Functional.klDiv(x, t, Reduction.MEAN, true);
    }
    assertThat(warnings).hasSize(2);
    new KLDivLoss("batchmean").forward(x, t);
    new KLDivLoss("sum").forward(x, t);
    new KLDivLoss(Reduction.NONE).forward(x, t);
    Functional.klDiv(x, t, Reduction.SUM);
    assertThat(warnings).hasSize(2);
  }
}
