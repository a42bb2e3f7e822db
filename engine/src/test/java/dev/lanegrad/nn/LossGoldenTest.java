package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Generator;
import dev.lanegrad.Golden;
import dev.lanegrad.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every loss and its gradient, with every reduction, against libtorch: each as a class and as a
 * function.
 */
class LossGoldenTest {
  private static final double TOLERANCE = 1e-5;

  /** A loss as class and as function, given in the terms of the recipe. */
  private interface Recipe {
    Tensor loss(Tensor input, Tensor target, boolean asClass, Reduction reduction);
  }

  private static final Map<String, Recipe> RECIPES =
      Map.ofEntries(
          Map.entry("mse", either(MSELoss::new, Functional::mseLoss)),
          Map.entry("l1", either(L1Loss::new, Functional::l1Loss)),
          Map.entry("smooth_l1(beta=1.0)", smoothL1(1f)),
          Map.entry("smooth_l1(beta=0.5)", smoothL1(0.5f)),
          Map.entry("huber(delta=1.0)", huber(1f)),
          Map.entry("huber(delta=1.5)", huber(1.5f)),
          Map.entry(
              "soft_margin",
              (x, t, asClass, reduction) ->
                  either(SoftMarginLoss::new, Functional::softMarginLoss)
                      .loss(x, sign(t), asClass, reduction)),
          Map.entry(
              "poisson_nll",
              (x, t, asClass, reduction) ->
                  either(PoissonNLLLoss::new, Functional::poissonNllLoss)
                      .loss(x, t.abs(), asClass, reduction)),
          Map.entry(
              "bce_with_logits",
              (x, t, asClass, reduction) ->
                  either(BCEWithLogitsLoss::new, Functional::binaryCrossEntropyWithLogits)
                      .loss(x, t.sigmoid(), asClass, reduction)),
          Map.entry(
              "bce(sigmoid(input))",
              (x, t, asClass, reduction) ->
                  either(BCELoss::new, Functional::binaryCrossEntropy)
                      .loss(x.sigmoid(), t.sigmoid(), asClass, reduction)),
          Map.entry(
              "kl_div(log_softmax(input),softmax(target))",
              (x, t, asClass, reduction) ->
                  either(KLDivLoss::new, Functional::klDiv)
                      .loss(x.logSoftmax(-1), t.softmax(-1), asClass, reduction)),
          Map.entry("cross_entropy(label_smoothing=0.0)", crossEntropy(0f)),
          Map.entry("cross_entropy(label_smoothing=0.1)", crossEntropy(0.1f)));

  private interface Constructor {
    Loss of(Reduction reduction);
  }

  private interface Function {
    Tensor apply(Tensor input, Tensor target, Reduction reduction);
  }

  private static Recipe either(Constructor constructor, Function function) {
    return (x, t, asClass, reduction) ->
        asClass ? constructor.of(reduction).forward(x, t) : function.apply(x, t, reduction);
  }

  private static Recipe smoothL1(float beta) {
    return either(
        reduction -> new SmoothL1Loss(reduction, beta),
        (x, t, reduction) -> Functional.smoothL1Loss(x, t, reduction, beta));
  }

  private static Recipe huber(float delta) {
    return either(
        reduction -> new HuberLoss(reduction, delta),
        (x, t, reduction) -> Functional.huberLoss(x, t, reduction, delta));
  }

  private static Recipe crossEntropy(float smoothing) {
    return either(
        reduction -> new CrossEntropyLoss(reduction, smoothing),
        (x, t, reduction) -> Functional.crossEntropy(x, t, reduction, null, -100, smoothing));
  }

  private static Tensor sign(Tensor x) {
    float[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.signum(values[i]);
    }
    return Tensor.wrap(values, x.shape());
  }

  private static Tensor classes(int n, int c) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (7 * i + 3) % c;
    }
    return Tensor.wrap(values, n);
  }

  @Test
  void everyLine() {
    Map<String, Integer> checked = new TreeMap<>();
    List<Golden> lines = Golden.lines("loss/");
    for (Golden line : lines) {
      String[] parts = line.id().split("/");
      int[] shape = Golden.shape(parts[4]);
      boolean ofClasses = parts[1].startsWith("cross_entropy");
      Reduction reduction = Reduction.parse(parts[2]);
      for (boolean asClass : new boolean[] {true, false}) {
        Generator.manualSeed(line.seed());
        Tensor input = Tensor.randn(shape).requiresGrad(true);
        Tensor target = ofClasses ? classes(shape[0], shape[1]) : Tensor.randn(shape);
        Tensor loss = RECIPES.get(parts[1]).loss(input, target, asClass, reduction);
        if (reduction == Reduction.NONE) {
          loss.backward(Tensor.randn(loss.shape()));
        } else {
          loss.backward();
        }
        line.check(line.field().equals("loss") ? loss : input.grad(), TOLERANCE);
      }
      checked.merge(parts[1], 1, Integer::sum);
    }
    System.out.println("golden lines of losses: " + lines.size() + ", " + checked);
    assertThat(checked.keySet()).isEqualTo(RECIPES.keySet());
    assertThat(lines).hasSize(432);
  }
}
