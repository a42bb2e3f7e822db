package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Losses at infinities have their limits: a factor of exactly 0, of a target or a weight, makes 0
 * of an infinity, in the values and in all gradients.
 */
class LossLimitsTest {
  private static final float INF = Float.POSITIVE_INFINITY;

  private static Tensor leaf(float[] values, int... shape) {
    return Tensor.of(values, shape).requiresGrad(true);
  }

  private static void holds(Tensor actual, float... expected) {
    assertThat(actual.toArray()).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
  }

  @Test
  void infiniteLogitsThatAreSureOfTheirTargetCostNothing() {
    float[] logits = {-INF, INF, -INF, INF, INF};
    float[] targets = {0, 1, 1, 0, 0.5f};
    for (Tensor positive : new Tensor[] {null, Tensor.of(new float[] {2})}) {
      Tensor x = leaf(logits, 5);
      Tensor y =
          new BCEWithLogitsLoss(Reduction.NONE, null, positive).forward(x, Tensor.of(targets, 5));
      holds(y, 0, 0, INF, INF, INF);
      y.backward(Tensor.ones(5));
      float weight = positive == null ? 1 : 2;
      // With a weight p the derivative at infinity is 1 - t for the negatives, -p t for the others.
      holds(x.grad(), 0, 0, -weight, 1, 0.5f);
    }
  }

  @Test
  void aWeightOf0HidesInfiniteLogitsFromInputAndTarget() {
    float[] logits = {INF, INF, INF, -INF, -INF, -INF};
    for (float positive : new float[] {0, 1, 2}) {
      Tensor x = leaf(logits, 6);
      Tensor t = leaf(new float[] {1, 0, 0.5f, 1, 0, 0.5f}, 6);
      Tensor y =
          new BCEWithLogitsLoss(Reduction.NONE, Tensor.zeros(6), Tensor.of(new float[] {positive}))
              .forward(x, t);
      holds(y, 0, 0, 0, 0, 0, 0);
      y.backward(Tensor.ones(6));
      holds(x.grad(), 0, 0, 0, 0, 0, 0);
      holds(t.grad(), 0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void aMaskedClassCostsByItsProbabilityWhatItCostsByItsIndex() {
    BiFunction<CrossEntropyLoss, Tensor, Tensor> byProbability =
        (loss, x) -> loss.forward(x, leaf(new float[] {0, 1, 0}, 1, 3));
    BiFunction<CrossEntropyLoss, Tensor, Tensor> byIndex =
        (loss, x) -> loss.forward(x, Tensor.of(new float[] {1}));
    for (Tensor weight : new Tensor[] {null, Tensor.of(new float[] {1, 1, 0})}) {
      CrossEntropyLoss loss = new CrossEntropyLoss(Reduction.SUM, weight, -100, 0);
      for (BiFunction<CrossEntropyLoss, Tensor, Tensor> target : List.of(byIndex, byProbability)) {
        Tensor x = leaf(new float[] {-INF, 0, 1}, 1, 3);
        Tensor y = target.apply(loss, x);
        holds(y, 1.3132617f);
        y.backward();
        holds(x.grad(), 0, -0.7310586f, 0.7310586f);
      }
    }
  }

  @Test
  void aMaskedClassInThreeDimensions() {
    // (N, C, d) = (1, 2, 2): at the first place the first class is masked, at the second none is.
    Tensor x = leaf(new float[] {-INF, 0, 0, 0}, 1, 2, 2);
    Tensor t = Tensor.of(new float[] {0, 0.5f, 1, 0.5f}, 1, 2, 2);
    Tensor y = new CrossEntropyLoss(Reduction.NONE).forward(x, t);
    holds(y, 0, (float) Math.log(2));
    y.backward(Tensor.ones(1, 2));
    holds(x.grad(), 0, 0, 0, 0);
  }

  @Test
  void aTargetThatRequiresAGradientGetsNoNaNFromAMaskedClass() {
    Tensor x = Tensor.of(new float[] {-INF, 0, 0}, 1, 3);
    Tensor t = leaf(new float[] {0, 1, 0}, 1, 3);
    new CrossEntropyLoss(Reduction.SUM).forward(x, t).backward();
    holds(t.grad(), 0, (float) Math.log(2), (float) Math.log(2));
  }

  @Test
  void ignoredAndUnweightedRowsLeaveNoTrace() {
    Tensor x = leaf(new float[] {Float.NaN, 0, INF, INF, 0, 0}, 3, 2);
    Tensor y =
        new CrossEntropyLoss(Reduction.SUM, Tensor.of(new float[] {1, 1}), 1, 0)
            .forward(x, Tensor.of(new float[] {1, 1, 0}));
    holds(y, (float) Math.log(2));
    y.backward();
    holds(x.grad(), 0, 0, 0, 0, -0.5f, 0.5f);
    Tensor logs = leaf(new float[] {-INF, 0, 0, -INF}, 2, 2);
    Tensor nll =
        new NLLLoss(Reduction.SUM, Tensor.of(new float[] {0, 1}), -100)
            .forward(logs, Tensor.of(new float[] {0, 0}));
    holds(nll, 0);
    nll.backward();
    holds(logs.grad(), 0, 0, 0, 0);
  }

  @Test
  void theDivergenceOfZeroProbabilitiesIs0() {
    Tensor x = leaf(new float[] {-INF, 0, -INF}, 1, 3);
    Tensor t = Tensor.of(new float[] {0, 1, 0}, 1, 3);
    Tensor y = new KLDivLoss("batchmean").forward(x, t);
    holds(y, 0);
    y.backward();
    holds(x.grad(), 0, -1, 0);
    Tensor logs = Tensor.of(new float[] {-INF, 0, -INF}, 1, 3);
    holds(new KLDivLoss(Reduction.NONE, true).forward(x, logs), 0, 0, 0);
  }

  @Test
  void aCountOf0AtARateOf0CostsNothing() {
    Tensor x = leaf(new float[] {-INF, INF, INF, -INF}, 4);
    Tensor t = Tensor.of(new float[] {0, 0, 3, 2}, 4);
    Tensor y = new PoissonNLLLoss(Reduction.NONE).forward(x, t);
    holds(y, 0, INF, INF, INF);
    y.sum().backward();
    holds(x.grad(), 0, INF, INF, -2);
  }
}
