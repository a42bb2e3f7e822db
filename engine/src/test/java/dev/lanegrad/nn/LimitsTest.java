package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a weight or a target of 0 leaves out leaves no trace, be it infinite or NaN. */
class LimitsTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  private final Tensor logits = leaf(-INF, INF, -INF, INF, -INF, INF);
  private final Tensor targets = Tensor.of(new float[] {0, 1, 1, 0, 0.5f, 0.5f});

  private static Tensor leaf(float... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  @Test
  void binaryCrossEntropyOfInfiniteLogitsWithAWeightOfPositives() {
    for (float positive : new float[] {1, 2}) {
      Tensor posWeight = Tensor.of(new float[] {positive});
      Tensor loss = new BCEWithLogitsLoss(Reduction.NONE, null, posWeight).forward(logits, targets);
      assertThat(loss.toArray()).containsExactly(0, 0, INF, INF, INF, INF);
      loss.sum().backward();
      assertThat(logits.grad().toArray()).containsExactly(0, 0, -positive, 1, -positive / 2, 0.5f);
      logits.zeroGrad();
    }
    Tensor loss =
        new BCEWithLogitsLoss(Reduction.NONE, null, Tensor.of(new float[] {0}))
            .forward(logits, targets);
    assertThat(loss.toArray()).as("positives don't count").containsExactly(0, 0, 0, INF, 0, INF);
  }

  @Test
  void binaryCrossEntropyOfInfiniteLogitsWithWeights() {
    Tensor weight = Tensor.of(new float[] {2, 2, 0, 3, 0, 1});
    for (Tensor posWeight : new Tensor[] {null, Tensor.of(new float[] {1})}) {
      Tensor loss =
          new BCEWithLogitsLoss(Reduction.NONE, weight, posWeight).forward(logits, targets);
      assertThat(loss.toArray()).containsExactly(0, 0, 0, INF, 0, INF);
      loss.sum().backward();
      assertThat(logits.grad().toArray()).containsExactly(0, 0, 0, 3, 0, 0.5f);
      logits.zeroGrad();
    }
  }

  @Test
  void aWeightOfZeroHidesInfiniteLogitsBesideAWeightOfPositives() {
    float inf = Float.POSITIVE_INFINITY;
    for (float positive : new float[] {0, 1, 2}) {
      Tensor x = Tensor.of(new float[] {inf, inf, inf, -inf, -inf, -inf}).requiresGrad(true);
      Tensor t = Tensor.of(new float[] {1, 0, 0.5f, 1, 0, 0.5f}).requiresGrad(true);
      Tensor y =
          new BCEWithLogitsLoss(Reduction.NONE, Tensor.zeros(6), Tensor.of(new float[] {positive}))
              .forward(x, t);
      near(y.toArray(), 0, 0, 0, 0, 0, 0);
      y.backward(Tensor.ones(6));
      near(x.grad().toArray(), 0, 0, 0, 0, 0, 0);
      near(t.grad().toArray(), 0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void targetsOfInfiniteLogitsGetFiniteGradientsWhereTheyAreRight() {
    for (Tensor posWeight : new Tensor[] {null, Tensor.of(new float[] {1})}) {
      Tensor t = leaf(0, 1);
      new BCEWithLogitsLoss(Reduction.SUM, null, posWeight)
          .forward(Tensor.of(new float[] {-INF, INF}), t)
          .backward();
      assertThat(t.grad().toArray()).containsExactly(0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f})
  void elementsOfWeightZeroDoNotCount(float odd) {
    Tensor weight = Tensor.of(new float[] {0, 1, -0f, 3});
    Tensor x = leaf(odd, 1, 0, 2);
    Tensor t = leaf(0, 0.5f, odd, 1);
    Functional.mseLoss(x, t, Reduction.MEAN, weight).backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0.25f, 0, 1.5f);
    assertThat(t.grad().toArray()).containsExactly(0, -0.25f, 0, -1.5f);
    x.zeroGrad();
    assertThat(Functional.l1Loss(x, t, Reduction.SUM, weight).item()).isEqualTo(3.5f);
    Functional.l1Loss(x, t, Reduction.SUM, weight).backward();
    assertThat(x.grad().toArray()).containsExactly(0, 1, 0, 3);
    x.zeroGrad();
    t.zeroGrad();
    new BCEWithLogitsLoss(Reduction.SUM, weight, null).forward(x, t).backward();
    assertThat(x.grad().get(0)).isZero();
    assertThat(x.grad().get(2)).isZero();
    assertThat(t.grad().toArray()).containsExactly(0, -1, 0, -6);
  }

  @Test
  void aWeightThatLearnsGetsItsGradient() {
    Tensor weight = leaf(0, 0, 2);
    Tensor x = Tensor.of(new float[] {INF, 3, 1});
    Functional.mseLoss(x, Tensor.zeros(3), Reduction.SUM, weight).backward();
    assertThat(weight.grad().toArray()).containsExactly(0, 9, 1);
  }

  @Test
  void crossEntropyOfProbabilitiesWithAMaskedClassIsThatByClass() {
    Tensor weight = Tensor.of(new float[] {5, 2, 3});
    for (Tensor w : new Tensor[] {null, weight}) {
      for (boolean targetLearns : new boolean[] {false, true}) {
        Tensor a = leaf(-INF, 0, 1, 2, 0, -INF).view(2, 3).detach().requiresGrad(true);
        Tensor b = a.detach().copy().requiresGrad(true);
        Tensor t = Tensor.of(new float[] {0, 1, 0, 1, 0, 0}, 2, 3).requiresGrad(targetLearns);
        Tensor byClass =
            new CrossEntropyLoss(Reduction.SUM, w, -100, 0f)
                .forward(a, Tensor.of(new float[] {1, 0}));
        Tensor byProbability = new CrossEntropyLoss(Reduction.SUM, w, -100, 0f).forward(b, t);
        near(byProbability.toArray(), byClass.toArray());
        byClass.backward();
        byProbability.backward();
        near(b.grad().toArray(), a.grad().toArray());
        if (targetLearns) {
          float[] dt = t.grad().toArray();
          assertThat(dt[0]).isZero();
          assertThat(dt[5]).isZero();
          float factor = w == null ? 1 : 2;
          near(new float[] {dt[1], dt[2]}, 1.3132617f * factor, 0.3132617f * (w == null ? 1 : 3));
        }
      }
    }
  }

  @Test
  void crossEntropyOfProbabilitiesWithMaskedClassesInThreeDimensions() {
    // (1, 3, 2): class 0 of the first place and class 2 of the second are masked.
    float[] x = {-INF, 2, 0, 0, 1, -INF};
    for (Tensor w : new Tensor[] {null, Tensor.of(new float[] {5, 2, 3})}) {
      Tensor a = Tensor.of(x, 1, 3, 2).requiresGrad(true);
      Tensor b = Tensor.of(x, 1, 3, 2).requiresGrad(true);
      Tensor t = Tensor.of(new float[] {0, 1, 1, 0, 0, 0}, 1, 3, 2);
      Tensor byClass =
          new CrossEntropyLoss(Reduction.SUM, w, -100, 0f)
              .forward(a, Tensor.of(new float[] {1, 0}, 1, 2));
      Tensor byProbability = new CrossEntropyLoss(Reduction.SUM, w, -100, 0f).forward(b, t);
      near(byProbability.toArray(), byClass.toArray());
      byClass.backward();
      byProbability.backward();
      near(b.grad().toArray(), a.grad().toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void classesOfWeightZeroDoNotCount(int copies) {
    // Class 0 is masked and has no weight; many short rows take another way than few.
    float[] x = new float[3 * copies];
    float[] t = new float[copies];
    for (int i = 0; i < copies; i++) {
      x[3 * i] = -INF;
      x[3 * i + 2] = 1;
      t[i] = i % 2 == 1 ? 0 : 1;
    }
    Tensor weight = Tensor.of(new float[] {0, 1, 1});
    Tensor input = Tensor.of(x, copies, 3).requiresGrad(true);
    for (float smoothing : new float[] {0, 0.3f}) {
      Tensor loss =
          new CrossEntropyLoss(Reduction.NONE, weight, -100, smoothing)
              .forward(input, Tensor.of(t));
      for (int i = 0; i < copies; i++) {
        // log(softmax) of the other two classes is -1.3132617 and -0.3132617.
        float smooth = smoothing / 3 * (1.3132617f + 0.3132617f);
        float hit = t[i] == 0 ? 0 : (1 - smoothing) * 1.3132617f;
        near(new float[] {loss.get(i)}, smooth + hit);
      }
      loss.sum().backward();
      for (int i = 0; i < copies; i++) {
        assertThat(input.grad().get(i, 0)).isZero();
        assertThat(input.grad().get(i, 1)).isFinite();
      }
      input.zeroGrad();
    }
    // Nothing counts in a row whose class has no weight, whatever comes from above.
    float[] above = new float[copies];
    for (int i = 0; i < copies; i++) {
      above[i] = t[i] == 0 ? INF : 1;
    }
    new CrossEntropyLoss(Reduction.NONE, weight, -100, 0f)
        .forward(input, Tensor.of(t))
        .backward(Tensor.of(above));
    for (float d : input.grad().toArray()) {
      assertThat(d).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void ignoredRowsLeaveNoTrace(int rows) {
    float[] x = new float[3 * rows];
    float[] t = new float[rows];
    float[] above = new float[rows];
    Arrays.fill(above, 1);
    x[0] = NAN;
    x[1] = INF;
    t[0] = -100;
    above[0] = NAN;
    for (float smoothing : new float[] {0, 0.1f}) {
      Tensor input = Tensor.of(x, rows, 3).requiresGrad(true);
      Tensor loss =
          new CrossEntropyLoss(Reduction.NONE, null, -100, smoothing).forward(input, Tensor.of(t));
      assertThat(loss.get(0)).isZero();
      loss.backward(Tensor.of(above));
      for (float d : input.grad().toArray()) {
        assertThat(d).isFinite();
      }
      assertThat(input.grad().get(0, 0)).isZero();
      assertThat(input.grad().get(0, 1)).isZero();
    }
  }

  @Test
  void negativeLogLikelihoodOfWeightZero() {
    Tensor x = Tensor.of(new float[] {-INF, 0, -1, -2}, 2, 2).requiresGrad(true);
    Tensor weight = Tensor.of(new float[] {0, 1});
    Tensor loss =
        new NLLLoss(Reduction.NONE, weight, -100).forward(x, Tensor.of(new float[] {0, 1}));
    assertThat(loss.toArray()).containsExactly(0, 2);
    loss.backward(Tensor.of(new float[] {NAN, 1}));
    assertThat(x.grad().toArray()).containsExactly(0, 0, 0, -1);
  }

  @Test
  void divergenceOfMaskedClassesOverTheBatch() {
    Tensor x = Tensor.of(new float[] {-INF, 0, -INF, 0}, 2, 2).requiresGrad(true);
    Tensor t = Tensor.of(new float[] {0, 1, 0, 1}, 2, 2).requiresGrad(true);
    Tensor loss = new KLDivLoss("batchmean").forward(x, t);
    assertThat(loss.item()).isZero();
    loss.backward();
    near(x.grad().toArray(), 0, -0.5f, 0, -0.5f);
    assertThat(t.grad().toArray()).containsExactly(0, 0.5f, 0, 0.5f);
    Tensor logs = Tensor.of(new float[] {-INF, 0, -INF, 0}, 2, 2).requiresGrad(true);
    x.zeroGrad();
    loss = new KLDivLoss("batchmean", true).forward(x, logs);
    assertThat(loss.item()).isZero();
    loss.backward();
    near(x.grad().toArray(), 0, -0.5f, 0, -0.5f);
    assertThat(logs.grad().toArray()).containsExactly(0, 0.5f, 0, 0.5f);
  }

  @Test
  void countsOfZeroAtARateOfZeroCostNothing() {
    Tensor x = leaf(-INF, -INF, INF);
    Tensor t = leaf(0, 1, 1);
    Tensor loss = new PoissonNLLLoss(Reduction.NONE).forward(x, t);
    assertThat(loss.toArray()).containsExactly(0, INF, INF);
    loss.sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, -1, INF);
    assertThat(t.grad().get(0)).isZero();
    x = leaf(0, 0, INF);
    loss = new PoissonNLLLoss(Reduction.NONE, false, true, 0f).forward(x, t.detach());
    assertThat(loss.toArray()).containsExactly(0, INF, INF);
    loss.sum().backward();
    assertThat(x.grad().toArray()).containsExactly(1, -INF, 1);
  }

  private static void near(float[] actual, float... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], Offset.offset(2e-6f));
    }
  }
}
