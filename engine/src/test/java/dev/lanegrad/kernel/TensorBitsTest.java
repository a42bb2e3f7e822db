package dev.lanegrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.Tensor;
import dev.lanegrad.nn.BCELoss;
import dev.lanegrad.nn.BCEWithLogitsLoss;
import dev.lanegrad.nn.CrossEntropyLoss;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.HuberLoss;
import dev.lanegrad.nn.KLDivLoss;
import dev.lanegrad.nn.L1Loss;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.NLLLoss;
import dev.lanegrad.nn.PoissonNLLLoss;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.nn.SmoothL1Loss;
import dev.lanegrad.nn.SoftMarginLoss;
import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Operations of tensors and losses, their values and gradients, have one checksum at every width:
 * the one that is written down here, of the plain loops.
 */
class TensorBitsTest {
  private static final long EXPECTED = 4242969515L;

  private static Map<String, BinaryOperator<Tensor>> operations() {
    Map<String, BinaryOperator<Tensor>> all = new LinkedHashMap<>();
    all.put("add", Tensor::add);
    all.put("sub", Tensor::sub);
    all.put("mul", Tensor::mul);
    all.put("div", Tensor::div);
    all.put("maximum", Tensor::maximum);
    all.put("minimum", Tensor::minimum);
    all.put("broadcast", (a, b) -> a.mul(b.sum(0, true)).sub(b.mean(1, true)));
    all.put("matmul", (a, b) -> a.matmul(b.t()));
    all.put("neg", (a, b) -> a.neg().relu());
    all.put("abs", (a, b) -> a.abs().sqrt().log());
    all.put("exp", (a, b) -> a.exp().square());
    all.put("sigmoid", (a, b) -> a.sigmoid());
    all.put("tanh", (a, b) -> a.tanh());
    all.put("pow", (a, b) -> a.pow(3).add(a.abs().pow(-1)));
    all.put("clamp", (a, b) -> a.clamp(-0.5f, 0.25f));
    all.put("softmax", (a, b) -> a.softmax(1).mul(b.softmax(0)));
    all.put("sum", (a, b) -> a.sum().add(b.mean()));
    all.put("sum along", (a, b) -> a.sum(1, false).mul(b.mean(1, false)));
    all.put("view", (a, b) -> a.view(-1, 1).mul(b.t().contiguous().view(-1, 1)));
    all.put("in place", (a, b) -> a.mul(2).addi(b).subi(1).muli(b).divi(3).copyi(b));
    all.put("matmul of vectors", (a, b) -> a.matmul(b.sum(0, false)));
    all.put("linear", (a, b) -> Functional.linear(a, b, b.sum(1, false)));
    all.put("softmax of short rows", (a, b) -> shortRows(a).softmax(1).mul(shortRows(b)));
    all.put("logSoftmax of short rows", (a, b) -> shortRows(a).logSoftmax(1).mul(shortRows(b)));
    all.put("logSoftmax", (a, b) -> a.logSoftmax(1).mul(b.logSoftmax(0)));
    for (Reduction reduction : Reduction.values()) {
      loss(all, "mse" + reduction, new MSELoss(reduction));
      loss(all, "l1" + reduction, new L1Loss(reduction));
      loss(all, "smooth_l1" + reduction, new SmoothL1Loss(reduction, 0.3f));
      loss(all, "huber" + reduction, new HuberLoss(reduction, 0.3f));
      loss(all, "bce_with_logits" + reduction, new BCEWithLogitsLoss(reduction));
      loss(all, "soft_margin" + reduction, new SoftMarginLoss(reduction));
      loss(all, "poisson" + reduction, new PoissonNLLLoss(reduction));
      loss(all, "kl_div" + reduction, new KLDivLoss(reduction, true));
      all.put(
          "bce" + reduction,
          (a, b) -> new BCELoss(reduction).forward(a.sigmoid(), b.detach().abs()));
      all.put(
          "cross_entropy" + reduction,
          (a, b) -> new CrossEntropyLoss(reduction, 0.1f).forward(a, classes(a)));
      all.put(
          "cross_entropy of short rows" + reduction,
          (a, b) -> new CrossEntropyLoss(reduction).forward(shortRows(a), classes(shortRows(a))));
      all.put(
          "cross_entropy of classes with weights" + reduction,
          (a, b) ->
              new CrossEntropyLoss(reduction, b.detach().abs().sum(0, false), 0, 0.2f)
                  .forward(a, classes(a)));
      all.put("nll" + reduction, (a, b) -> new NLLLoss(reduction).forward(a, classes(a)));
      all.put(
          "weighted mse" + reduction,
          (a, b) -> new MSELoss(reduction, b.detach().abs()).forward(a, b));
      all.put(
          "bce_with_logits pos_weight" + reduction,
          (a, b) -> new BCEWithLogitsLoss(reduction, null, b.detach().exp()).forward(a, b));
      all.put(
          "poisson full" + reduction,
          (a, b) -> new PoissonNLLLoss(reduction, false, true, 1e-8f).forward(a.exp(), b.exp()));
      // With the gradients of targets.
      all.put("kl_div of t" + reduction, (a, b) -> new KLDivLoss(reduction).forward(a, b.exp()));
      all.put(
          "kl_div log of t" + reduction, (a, b) -> new KLDivLoss(reduction, true).forward(a, b));
      all.put(
          "bce of t" + reduction,
          (a, b) -> new BCELoss(reduction).forward(a.sigmoid(), b.sigmoid()));
      all.put(
          "soft_margin of t" + reduction, (a, b) -> new SoftMarginLoss(reduction).forward(a, b));
    }
    return all;
  }

  private static void loss(Map<String, BinaryOperator<Tensor>> all, String name, Loss loss) {
    all.put(name, (a, b) -> loss.forward(a, b.detach()));
  }

  /** The elements in rows of 7 or 37, shorter than the lanes of a sum. */
  private static Tensor shortRows(Tensor x) {
    return x.view(-1, x.size(1) == 131 ? x.size(0) : 7);
  }

  private static Tensor classes(Tensor rows) {
    float[] classes = new float[rows.size(0)];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = i * 7 % rows.size(1);
    }
    return Tensor.wrap(classes);
  }

  @Test
  void everyWidthHasTheSameBits() {
    UnderTest.current();
    CRC32 crc = new CRC32();
    Map<String, BinaryOperator<Tensor>> operations = operations();
    StringBuilder each = new StringBuilder();
    long cases = 0;
    for (Map.Entry<String, BinaryOperator<Tensor>> operation : operations.entrySet()) {
      for (int[] shape : new int[][] {{3, 7}, {37, 131}}) {
        int n = shape[0] * shape[1];
        Tensor a = Tensor.wrap(new Numbers(1).tame(n), shape).requiresGrad(true);
        Tensor b = Tensor.wrap(new Numbers(2).tame(n), shape).requiresGrad(true);
        Tensor y = operation.getValue().apply(a, b);
        y.backward(Tensor.wrap(new Numbers(3).tame(y.numel())).view(y.shape()));
        update(crc, y);
        update(crc, a.grad());
        update(crc, b.grad());
        cases += 3;
      }
      each.append(' ').append(operation.getKey()).append(' ').append(crc.getValue());
    }
    assertEquals(EXPECTED, crc.getValue(), "checksum after each operation:" + each);
    UnderTest.report("tensors of one checksum", cases);
  }

  private static void update(CRC32 crc, Tensor tensor) {
    if (tensor == null) {
      return;
    }
    for (float value : tensor.toArray()) {
      int bits = Float.floatToIntBits(value);
      crc.update(bits >> 24);
      crc.update(bits >> 16);
      crc.update(bits >> 8);
      crc.update(bits);
    }
  }
}
