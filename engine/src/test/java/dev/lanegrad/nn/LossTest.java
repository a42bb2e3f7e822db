package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.Generator;
import dev.lanegrad.Recording;
import dev.lanegrad.ShapeMismatch;
import dev.lanegrad.Tensor;
import dev.lanegrad.Warnings;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all losses have in common. */
class LossTest {
  private static final int N = 3;
  private static final int C = 5;

  /** Every loss, with each of its parameters at some other value than the default. */
  private static final Map<String, Function<Reduction, Loss>> LOSSES = new LinkedHashMap<>();

  static {
    Tensor each = Tensor.rand(new Generator(90), N, C).add(0.5f);
    Tensor weight = Tensor.rand(new Generator(91), C).add(0.5f);
    LOSSES.put("mse", MSELoss::new);
    LOSSES.put("mse weighted", r -> new MSELoss(r, each));
    LOSSES.put("l1", L1Loss::new);
    LOSSES.put("l1 weighted", r -> (x, t) -> Functional.l1Loss(x, t, r, each));
    LOSSES.put("smooth_l1", r -> new SmoothL1Loss(r, 0.7f));
    LOSSES.put("smooth_l1 0", r -> new SmoothL1Loss(r, 0));
    LOSSES.put("huber", r -> new HuberLoss(r, 0.7f));
    LOSSES.put("bce", r -> ofProbabilities(new BCELoss(r)));
    LOSSES.put("bce weighted", r -> ofProbabilities(new BCELoss(r, weight)));
    LOSSES.put("bce_with_logits", BCEWithLogitsLoss::new);
    LOSSES.put("bce_with_logits weighted", r -> new BCEWithLogitsLoss(r, each, weight));
    LOSSES.put("bce_with_logits pos_weight", r -> new BCEWithLogitsLoss(r, null, weight));
    LOSSES.put("soft_margin", SoftMarginLoss::new);
    LOSSES.put("poisson", PoissonNLLLoss::new);
    LOSSES.put("poisson full", r -> new PoissonNLLLoss(r, true, true, 1e-8f));
    LOSSES.put("poisson rate", r -> ofProbabilities(new PoissonNLLLoss(r, false, false, 1e-3f)));
    LOSSES.put("kl_div", r -> (x, t) -> new KLDivLoss(r).forward(x, t.abs()));
    LOSSES.put("kl_div log", r -> new KLDivLoss(r, true));
    LOSSES.put("cross_entropy", r -> ofClasses(new CrossEntropyLoss(r)));
    LOSSES.put("cross_entropy weighted", r -> ofClasses(new CrossEntropyLoss(r, weight, 2, 0.3f)));
    LOSSES.put("cross_entropy soft", r -> new CrossEntropyLoss(r, weight, -100, 0.3f));
    LOSSES.put("nll", r -> ofClasses(new NLLLoss(r)));
    LOSSES.put("nll weighted", r -> ofClasses(new NLLLoss(r, weight, 2)));
  }

  private static Loss ofProbabilities(Loss loss) {
    return (x, t) -> loss.forward(x.sigmoid(), t.sigmoid());
  }

  private static Loss ofClasses(Loss loss) {
    return (x, t) -> loss.forward(x, Tensor.of(new float[] {4, 2, 0}));
  }

  static Stream<String> names() {
    return LOSSES.keySet().stream();
  }

  private final Tensor input = Tensor.randn(new Generator(1), N, C).requiresGrad(true);
  private final Tensor target = Tensor.randn(new Generator(2), N, C);

  @ParameterizedTest
  @MethodSource("names")
  void gradients(String name) {
    for (Reduction reduction : Reduction.values()) {
      GradCheck.Report report = GradCheck.check(LOSSES.get(name).apply(reduction), input, target);
      assertThat(report.checked()).isEqualTo(N * C);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSumIsThatOfTheElements(String name) {
    Tensor losses = LOSSES.get(name).apply(Reduction.NONE).forward(input, target);
    Tensor sum = LOSSES.get(name).apply(Reduction.SUM).forward(input, target);
    assertThat(sum.rank()).isZero();
    assertThat(sum.item()).isEqualTo(losses.sum().item());
  }

  /** The gradient that comes with the value is that of a pass of its own, by any way back. */
  @ParameterizedTest
  @MethodSource("names")
  void theGradientHasTheSameBitsByAnyWay(String name) {
    for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.SUM}) {
      Loss loss = LOSSES.get(name).apply(reduction);
      loss.forward(input, target).backward();
      float[] once = input.grad().toArray();

      input.zeroGrad();
      Tensor again = loss.forward(input, target);
      again.backward(null, true);
      assertThat(input.grad().toArray()).isEqualTo(once);
      input.zeroGrad();
      again.backward(Tensor.scalar(1));
      assertThat(input.grad().toArray()).as("second backward").isEqualTo(once);

      loss.forward(input, target).backward();
      float[] twice = input.grad().toArray();
      for (int i = 0; i < once.length; i++) {
        assertThat(twice[i])
            .as("accumulated")
            .isCloseTo(2 * once[i], within(1e-6f * Math.abs(once[i])));
      }

      float[] doubled = new float[once.length];
      for (int i = 0; i < once.length; i++) {
        doubled[i] = 2 * once[i];
      }
      input.zeroGrad();
      loss.forward(input, target).mul(2).backward();
      assertThat(input.grad().toArray()).as("other gradient").isEqualTo(doubled);
      input.zeroGrad();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void runsAgainOnOtherValues(String name) {
    for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.SUM}) {
      Loss loss = LOSSES.get(name).apply(reduction);
      Tensor x = input.detach().copy();
      Tensor t = target.copy();
      Tensor leaf = Tensor.ones(N, C).requiresGrad(true);
      Recording recording = Recording.start();
      Tensor recorded;
      try {
        recorded = loss.forward(leaf.mul(x), t);
      } finally {
        recording.stop();
      }
      for (int step = 0; step < 4; step++) {
        x.copyi(Tensor.randn(new Generator(10 + step), N, C));
        leaf.zeroGrad();
        recording.forward();
        recording.backward(recorded);
        float[] actual = leaf.grad().toArray();
        leaf.zeroGrad();
        Tensor eager = loss.forward(leaf.mul(x), t);
        eager.backward();
        assertThat(recorded.item()).isEqualTo(eager.item());
        assertThat(actual).isEqualTo(leaf.grad().toArray());
      }
    }
  }

  @Test
  void otherShapesThrow() {
    Loss[] losses = {
      new MSELoss(),
      new L1Loss(),
      new SmoothL1Loss(),
      new HuberLoss(),
      new BCELoss(),
      new BCEWithLogitsLoss(),
      new BCEWithLogitsLoss(Reduction.MEAN, null, Tensor.ones(1)),
      new SoftMarginLoss(),
      new PoissonNLLLoss(),
      new KLDivLoss(),
      new MSELoss(Reduction.MEAN, Tensor.ones(10, 1))
    };
    for (Loss loss : losses) {
      assertThatThrownBy(() -> loss.forward(Tensor.zeros(10, 1), Tensor.zeros(10)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Using a target size ([10]) that is different to the input size")
          .hasMessageContaining("target.view(10, 1)");
    }
  }

  @Test
  void weightsThatDontFit() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> Functional.mseLoss(x, x, Reduction.MEAN, Tensor.ones(3)))
        .hasMessageStartingWith("Weights and input must have the same size.");
    assertThatThrownBy(() -> new BCELoss(Reduction.SUM, Tensor.ones(2)).forward(x, x))
        .hasMessageStartingWith(
            "The size of tensor a (3) must match the size of tensor b (2) at non-singleton"
                + " dimension 1")
        .hasMessageContaining("the weight of shape [2] can't be laid over the input of shape");
    assertThatThrownBy(
            () -> new BCEWithLogitsLoss(Reduction.SUM, null, Tensor.ones(4, 1, 1)).forward(x, x))
        .hasMessageContaining("the pos_weight of shape [4, 1, 1]");
  }

  @Test
  void parametersThatMakeNoSense() {
    assertThatThrownBy(() -> new SmoothL1Loss(Reduction.MEAN, -1))
        .hasMessageStartingWith("smooth_l1_loss does not support negative values for beta.");
    assertThatThrownBy(() -> new HuberLoss(Reduction.MEAN, 0))
        .hasMessageStartingWith("huber_loss does not support non-positive values for delta.");
    assertThatThrownBy(() -> new CrossEntropyLoss(Reduction.MEAN, 1.5f))
        .hasMessageStartingWith("label_smoothing must be between 0.0 and 1.0. Got: 1.5");
    assertThatThrownBy(() -> new HuberLoss(Reduction.MEAN, Float.NaN)).hasMessageContaining("NaN");
  }

  /** PyTorch gives a gradient for every target that is no class; so do we, and for soft margin. */
  @ParameterizedTest
  @MethodSource("names")
  void gradientsOfTargets(String name) {
    // Above 0, where kl_div takes a logarithm, and on both sides of 1, where Stirling's term ends.
    Tensor t = Tensor.rand(new Generator(3), N, C).mul(1.5f).add(0.2f).requiresGrad(true);
    boolean ofClasses = name.startsWith("nll") || name.matches("cross_entropy( weighted)?");
    for (Reduction reduction : Reduction.values()) {
      Loss loss = LOSSES.get(name).apply(reduction);
      if (!ofClasses) {
        assertThat(GradCheck.check(loss, input, t).checked()).isEqualTo(2 * N * C);
        GradCheck.check(() -> loss.forward(input.detach(), t), t);
        loss.forward(input, t).sum().backward();
        float[] withTarget = input.grad().toArray();
        input.zeroGrad();
        loss.forward(input, t.detach()).sum().backward();
        assertThat(withTarget).as("gradient of the input").isEqualTo(input.grad().toArray());
        input.zeroGrad();
      }
    }
  }

  @Test
  void gradientsOfTargetsAtTheEdges() {
    Tensor t = Tensor.of(new float[] {0, 1, 0.5f}).requiresGrad(true);
    Tensor x = Tensor.of(new float[] {0, 1, 0.5f});
    new BCELoss(Reduction.SUM).forward(x, t).backward();
    assertThat(t.grad().toArray()).containsExactly(100, -100, 0);
    t.zeroGrad();
    new KLDivLoss(Reduction.SUM).forward(x, t).backward();
    assertThat(t.grad().get(0)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(t.grad().get(1)).isZero();
    t.zeroGrad();
    // One tensor as both operands gets both gradients.
    Tensor both = Tensor.of(new float[] {0.25f, 0.75f}).requiresGrad(true);
    GradCheck.check(() -> new BCEWithLogitsLoss().forward(both, both), both);
    GradCheck.check(() -> new PoissonNLLLoss().forward(both, both), both);
  }

  @Test
  void probabilitiesOutsideOfTheirRange() {
    for (float wrong : new float[] {-0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
      for (Reduction reduction : Reduction.values()) {
        for (float t : new float[] {0, 0.5f, 1}) {
          assertThatThrownBy(
                  () ->
                      new BCELoss(reduction)
                          .forward(Tensor.of(new float[] {0.5f, wrong}), Tensor.full(t, 2)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageStartingWith("all elements of input should be between 0 and 1")
              .hasMessageContaining("Element 1 is " + wrong)
              .hasMessageContaining("BCEWithLogitsLoss");
        }
      }
    }
    // The logarithm of 0 counts as -100.
    Tensor x = Tensor.of(new float[] {0, 1, 0, 1}).requiresGrad(true);
    Tensor loss = new BCELoss(Reduction.NONE).forward(x, Tensor.of(new float[] {0, 1, 1, 0}));
    assertThat(loss.toArray()).containsExactly(0, -0f, 100, 100);
    loss.sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0, -1e12f, 1e12f);
  }

  @Test
  void extremeLogits() {
    Tensor x = Tensor.of(new float[] {200, -200, 200, -200}).requiresGrad(true);
    Tensor t = Tensor.of(new float[] {1, 0, 0, 1});
    Tensor loss = new BCEWithLogitsLoss(Reduction.NONE).forward(x, t);
    assertThat(loss.toArray()).containsExactly(0, 0, 200, 200);
    loss.sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0, 1, -1);
    Tensor sign = Tensor.of(new float[] {1, -1, -1, 1});
    assertThat(new SoftMarginLoss(Reduction.NONE).forward(x, sign).toArray())
        .containsExactly(0, 0, 200, 200);
  }

  @Test
  void weightedMeansDivideByTheWeights() {
    Tensor x = Tensor.of(new float[] {1, 2, 3});
    Tensor w = Tensor.of(new float[] {1, 2, 5});
    Tensor zero = Tensor.zeros(3);
    assertThat(new MSELoss(Reduction.NONE, w).forward(x, zero).toArray()).containsExactly(1, 8, 45);
    assertThat(new MSELoss(Reduction.SUM, w).forward(x, zero).item()).isEqualTo(54f);
    assertThat(new MSELoss(Reduction.MEAN, w).forward(x, zero).item()).isEqualTo(54f / 8);
    // But those of binary cross entropy divide by the number of elements.
    Tensor half = Tensor.full(0.5f, 3);
    assertThat(new BCELoss(Reduction.MEAN, w).forward(half, zero).item())
        .isCloseTo((float) (Math.log(2) * 8 / 3), within(1e-6f));
  }

  @Test
  void posWeightCountsThePositiveTargets() {
    Tensor x = Tensor.of(new float[] {0.3f, -2});
    Tensor t = Tensor.of(new float[] {1, 0.25f});
    float[] loss =
        new BCEWithLogitsLoss(Reduction.NONE, null, Tensor.scalar(3)).forward(x, t).toArray();
    assertThat((double) loss[0]).isCloseTo(3 * Math.log1p(Math.exp(-0.3)), within(1e-6));
    assertThat((double) loss[1])
        .isCloseTo(
            0.75 * Math.log1p(Math.exp(-2)) + 3 * 0.25 * Math.log1p(Math.exp(2)), within(1e-6));
  }

  @Test
  void betaZeroIsL1() {
    assertThat(new SmoothL1Loss(Reduction.NONE, 0).forward(input, target).toArray())
        .isEqualTo(new L1Loss(Reduction.NONE).forward(input, target).toArray());
  }

  @Test
  void poissonWithTheConstant() {
    Tensor x = Tensor.zeros(3);
    Tensor t = Tensor.of(new float[] {0, 1, 4});
    float[] loss = new PoissonNLLLoss(Reduction.NONE, true, true, 1e-8f).forward(x, t).toArray();
    double stirling = 4 * Math.log(4) - 4 + 0.5 * Math.log(2 * Math.PI * 4);
    assertThat(loss[0]).isEqualTo(1f);
    assertThat(loss[1]).isEqualTo(1f);
    assertThat((double) loss[2]).isCloseTo(1 + stirling, within(1e-5));
  }

  @Test
  void divergenceOfABatch() {
    Tensor logs = input.logSoftmax(1);
    Tensor t = target.softmax(1);
    assertThat(new KLDivLoss("batchmean").forward(logs, t).item())
        .isEqualTo(new KLDivLoss("sum").forward(logs, t).item() / N);
    assertThat(new KLDivLoss("batchmean", true).forward(logs, t.log()).item())
        .isCloseTo(new KLDivLoss("sum").forward(logs, t).item() / N, within(1e-5f));
    // A class of probability 0 costs nothing.
    assertThat(
            new KLDivLoss("sum")
                .forward(Tensor.of(new float[] {-1, 0}), Tensor.of(new float[] {0, 1}))
                .item())
        .isZero();
  }

  @Test
  void theArgumentsOfOldWinInEveryLossThatHadThem() throws ReflectiveOperationException {
    Consumer<String> before = Warnings.handler(warning -> {});
    try {
      for (Class<?> type :
          List.of(
              MSELoss.class,
              L1Loss.class,
              SmoothL1Loss.class,
              BCELoss.class,
              BCEWithLogitsLoss.class,
              CrossEntropyLoss.class,
              NLLLoss.class,
              KLDivLoss.class,
              SoftMarginLoss.class,
              PoissonNLLLoss.class)) {
        Constructor<?> legacy = type.getConstructor(Boolean.class, Boolean.class, Reduction.class);
        for (Boolean average : new Boolean[] {null, true, false}) {
          for (Boolean reduce : new Boolean[] {null, true, false}) {
            Reduction expected =
                average == null && reduce == null
                    ? Reduction.SUM
                    : Boolean.FALSE.equals(reduce)
                        ? Reduction.NONE
                        : Boolean.FALSE.equals(average) ? Reduction.SUM : Reduction.MEAN;
            assertThat(
                    ((ReducedLoss) legacy.newInstance(average, reduce, Reduction.SUM)).reduction())
                .isEqualTo(expected);
          }
        }
        Constructor<?> named = type.getConstructor(String.class);
        assertThatThrownBy(() -> named.newInstance("median"))
            .cause()
            .hasMessageStartingWith("median is not a valid value for reduction");
      }
    } finally {
      Warnings.handler(before);
    }
  }

  @Test
  void printsItsName() {
    assertThat(new L1Loss().toString()).isEqualTo("L1Loss()");
    assertThat(new MSELoss().forward(input, target).toString())
        .endsWith("grad_fn=<MseLossBackward0>)");
    assertThat(new HuberLoss().forward(input, target).toString())
        .endsWith("grad_fn=<HuberLossBackward0>)");
    assertThat(new SmoothL1Loss().forward(input, target).toString())
        .endsWith("grad_fn=<SmoothL1LossBackward0>)");
    assertThat(new CrossEntropyLoss().forward(input, Tensor.of(new float[] {1, 2, 3})).toString())
        .endsWith("grad_fn=<NllLossBackward0>)");
  }

  @ParameterizedTest
  @CsvSource({
    "l1, MeanBackward0, SumBackward0, AbsBackward0",
    "mse, MseLossBackward0, MseLossBackward0, MseLossBackward0",
    "mse weighted, DivBackward0, SumBackward0, MulBackward0",
    "l1 weighted, DivBackward0, SumBackward0, MulBackward0",
    "smooth l1 of beta 0, MeanBackward0, SumBackward0, AbsBackward0",
    "huber, HuberLossBackward0, HuberLossBackward0, HuberLossBackward0",
    "soft margin, SoftMarginLossBackward0, SoftMarginLossBackward0, SoftMarginLossBackward0",
    "bce weighted, BinaryCrossEntropyBackward0, BinaryCrossEntropyBackward0,"
        + " BinaryCrossEntropyBackward0",
    "bce with logits, BinaryCrossEntropyWithLogitsBackward0,"
        + " BinaryCrossEntropyWithLogitsBackward0, BinaryCrossEntropyWithLogitsBackward0",
    "bce with logits weighted, BinaryCrossEntropyWithLogitsBackward0,"
        + " BinaryCrossEntropyWithLogitsBackward0, BinaryCrossEntropyWithLogitsBackward0",
    "kl, MeanBackward0, SumBackward0, SubBackward0",
    "kl of logarithms, MeanBackward0, SumBackward0, MulBackward0",
    "poisson, MeanBackward0, SumBackward0, SubBackward0",
    "poisson full, MeanBackward0, SumBackward0, AddBackward0",
    "cross entropy, NllLossBackward0, NllLossBackward0, NllLossBackward0",
    "cross entropy smoothed, AddBackward0, AddBackward0, AddBackward0",
    "cross entropy of probabilities, DivBackward1, NegBackward0, NegBackward0",
    "nll of 3 dimensions, NllLoss2DBackward0, NllLoss2DBackward0, ViewBackward0",
    "nll of 4 dimensions, NllLoss2DBackward0, NllLoss2DBackward0, NllLoss2DBackward0"
  })
  void printsTheFunctionOfPyTorch(String loss, String mean, String sum, String none) {
    assertThat(printed(loss, Reduction.MEAN)).isEqualTo(mean);
    assertThat(printed(loss, Reduction.SUM)).isEqualTo(sum);
    assertThat(printed(loss, Reduction.NONE)).isEqualTo(none);
  }

  private static String printed(String loss, Reduction reduction) {
    Tensor x = Tensor.full(0.5f, 2, 3).requiresGrad(true);
    Tensor t = Tensor.full(0.25f, 2, 3);
    Tensor w = Tensor.full(2f, 2, 3);
    Tensor c = Tensor.of(new float[] {0, 2});
    Tensor y =
        switch (loss) {
          case "l1" -> new L1Loss(reduction).forward(x, t);
          case "mse" -> new MSELoss(reduction).forward(x, t);
          case "mse weighted" -> new MSELoss(reduction, w).forward(x, t);
          case "l1 weighted" -> Functional.l1Loss(x, t, reduction, w);
          case "smooth l1 of beta 0" -> new SmoothL1Loss(reduction, 0).forward(x, t);
          case "huber" -> new HuberLoss(reduction).forward(x, t);
          case "soft margin" -> new SoftMarginLoss(reduction).forward(x, t);
          case "bce weighted" -> new BCELoss(reduction, w).forward(x, t);
          case "bce with logits" -> new BCEWithLogitsLoss(reduction).forward(x, t);
          case "bce with logits weighted" -> new BCEWithLogitsLoss(reduction, w, w).forward(x, t);
          case "kl" -> new KLDivLoss(reduction).forward(x, t);
          case "kl of logarithms" -> new KLDivLoss(reduction, true).forward(x, t);
          case "poisson" -> new PoissonNLLLoss(reduction).forward(x, t);
          case "poisson full" -> new PoissonNLLLoss(reduction, true, true, 1e-8f).forward(x, t);
          case "cross entropy" -> new CrossEntropyLoss(reduction).forward(x, c);
          case "cross entropy smoothed" -> new CrossEntropyLoss(reduction, 0.1f).forward(x, c);
          case "cross entropy of probabilities" -> new CrossEntropyLoss(reduction).forward(x, t);
          case "nll of 3 dimensions" ->
              new NLLLoss(reduction).forward(x.view(2, 3, 1), c.view(2, 1));
          case "nll of 4 dimensions" ->
              new NLLLoss(reduction).forward(x.view(2, 3, 1, 1), c.view(2, 1, 1));
          default -> throw new AssertionError(loss);
        };
    String text = y.toString();
    return text.substring(text.indexOf('<') + 1, text.indexOf('>'));
  }

  @Test
  void aTransposedTargetIsNotToBeViewed() {
    Loss[] losses = {
      new MSELoss(),
      new L1Loss(),
      new SmoothL1Loss(),
      new HuberLoss(),
      new BCELoss(),
      new BCEWithLogitsLoss(),
      new SoftMarginLoss(),
      new PoissonNLLLoss(),
      new KLDivLoss("sum"),
      new MSELoss(Reduction.MEAN, Tensor.ones(2, 3))
    };
    for (Loss loss : losses) {
      assertThatThrownBy(() -> loss.forward(Tensor.zeros(2, 3), Tensor.zeros(3, 2)))
          .hasMessageContaining("target.t() fits")
          .hasMessageNotContaining("target.view");
    }
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> new MSELoss(Reduction.MEAN, Tensor.ones(3, 2)).forward(x, x))
        .hasMessageContaining("weight.t() fits")
        .hasMessageNotContaining("weight.view");
    assertThatThrownBy(() -> new NLLLoss().forward(Tensor.zeros(2, 5, 3), Tensor.zeros(3, 2)))
        .hasMessageContaining("target.t() fits");
    assertThatThrownBy(() -> x.requiresGrad(true).mul(2).backward(Tensor.ones(3, 2)))
        .hasMessageContaining("gradient.t() fits");
  }

  @Test
  void adviceForOtherShapes() {
    assertThat(advice(new int[] {10}, new int[] {10, 1})).isEqualTo("Here y.view(10, 1) fits.");
    assertThat(advice(new int[] {1, 10}, new int[] {10, 1})).isEqualTo("Here y.view(10, 1) fits.");
    assertThat(advice(new int[] {6}, new int[] {2, 3}))
        .isEqualTo("If its elements are in that order, row by row, y.view(2, 3) fits.");
    assertThat(advice(new int[] {2, 3, 4}, new int[] {4, 3, 2}))
        .startsWith("A view would scramble its elements");
    assertThat(advice(new int[] {4}, new int[] {5}))
        .isEqualTo("No view makes 4 elements fit 5: is it the wrong y?");
  }

  private static String advice(int[] own, int[] wanted) {
    return ShapeMismatch.advice("y", own, wanted);
  }

  @Test
  void optionsThatProbabilitiesDontHave() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 0, 1, 0}, 2, 3);
    Tensor p = Tensor.of(new float[] {0.2f, 0.3f, 0.5f, 1, 0, 0}, 2, 3);
    for (int ignored : new int[] {0, 2, 7}) {
      assertThatThrownBy(
              () -> new CrossEntropyLoss(Reduction.MEAN, null, ignored, 0f).forward(x, p))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("ignore_index is not supported for floating point target");
    }
    assertThat(new CrossEntropyLoss(Reduction.MEAN, null, -1, 0f).forward(x, p).item())
        .isEqualTo(new CrossEntropyLoss().forward(x, p).item());
    Tensor[] weights = {
      Tensor.ones(1),
      Tensor.scalar(1),
      Tensor.ones(3, 1),
      Tensor.ones(1, 3),
      Tensor.ones(2),
      Tensor.ones(6),
      Tensor.ones(2, 3)
    };
    for (Tensor weight : weights) {
      for (Tensor target : new Tensor[] {p, Tensor.of(new float[] {0, 2})}) {
        assertThatThrownBy(
                () -> new CrossEntropyLoss(Reduction.SUM, weight, -100, 0.1f).forward(x, target))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(
                "weight tensor should be defined either for all 3 classes or no classes");
      }
      assertThatThrownBy(
              () ->
                  new NLLLoss(Reduction.SUM, weight, -100)
                      .forward(x, Tensor.of(new float[] {0, 2})))
          .hasMessageStartingWith("weight tensor should be defined either for all 3 classes");
    }
  }

  @Test
  void emptyMeansAreNaN() {
    for (String name : LOSSES.keySet()) {
      if (!name.contains("weight") && !name.contains("cross") && !name.contains("nll")) {
        Tensor none = Tensor.zeros(0, 5).requiresGrad(true);
        Tensor loss = LOSSES.get(name).apply(Reduction.MEAN).forward(none, Tensor.zeros(0, 5));
        assertThat(loss.item()).as(name).isNaN();
        loss.backward();
        assertThat(none.grad().numel()).isZero();
      }
    }
    assertThat(Arrays.asList(LOSSES.keySet().toArray())).hasSize(23);
  }
}
