package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.nn.Functional;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tensors print as in PyTorch, from which the expected texts are. */
class TensorFormatTest {
  private static String print(int[] shape, float... values) {
    return Tensor.of(values).view(shape).toString();
  }

  private static String print(float... values) {
    return Tensor.of(values).toString();
  }

  @Test
  void numbers() {
    assertThat(print(0.1924f, 0.7161f, -0.812f)).isEqualTo("tensor([ 0.1924,  0.7161, -0.8120])");
    assertThat(print(1, 2, 3)).isEqualTo("tensor([1., 2., 3.])");
    assertThat(print(-1, 20, 3)).isEqualTo("tensor([-1., 20.,  3.])");
    assertThat(print(0, 0)).isEqualTo("tensor([0., 0.])");
    assertThat(print(-0f, 1)).isEqualTo("tensor([-0., 1.])");
    assertThat(print(0.5f)).isEqualTo("tensor([0.5000])");
    assertThat(Tensor.scalar(3).toString()).isEqualTo("tensor(3.)");
    assertThat(Tensor.scalar(0.46350002f).toString()).isEqualTo("tensor(0.4635)");
  }

  @Test
  void notFinite() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    assertThat(print(nan, inf, -inf)).isEqualTo("tensor([nan, inf, -inf])");
    assertThat(print(1, nan, inf)).isEqualTo("tensor([1., nan, inf])");
    assertThat(print(1.5f, nan, -inf)).isEqualTo("tensor([1.5000,    nan,   -inf])");
  }

  @Test
  void scientificWhereTheRangeAsksForIt() {
    assertThat(print(1e-5f, 1)).isEqualTo("tensor([1.0000e-05, 1.0000e+00])");
    assertThat(print(0.1f, 1000)).isEqualTo("tensor([1.0000e-01, 1.0000e+03])");
    assertThat(print(1e9f)).isEqualTo("tensor([1.0000e+09])");
    assertThat(print(1, 2000)).isEqualTo("tensor([1.0000e+00, 2.0000e+03])");
    assertThat(print(1, 1000)).isEqualTo("tensor([   1., 1000.])");
    assertThat(print(-1e-20f, 0)).isEqualTo("tensor([-1.0000e-20,  0.0000e+00])");
    assertThat(print(9.99999e9f)).isEqualTo("tensor([1.0000e+10])");
  }

  @Test
  void roundsHalvesToEven() {
    assertThat(print(0.00048828125f, 0.25f)).isEqualTo("tensor([0.0005, 0.2500])");
    // 0.03125 and 0.09375 are exact: 5 decimals that end in 5.
    assertThat(print(0.03125f, 0.09375f)).isEqualTo("tensor([0.0312, 0.0938])");
    assertThat(print(2.5f, 1e8f)).isEqualTo("tensor([2.5000e+00, 1.0000e+08])");
  }

  @Test
  void brackets() {
    assertThat(print(new int[] {2, 2}, 1, 2, 3, 4))
        .isEqualTo("tensor([[1., 2.],\n        [3., 4.]])");
    assertThat(print(new int[] {2, 1, 2}, 1, 2, 3, 4))
        .isEqualTo("tensor([[[1., 2.]],\n\n        [[3., 4.]]])");
    assertThat(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).t().toString())
        .isEqualTo("tensor([[1., 3.],\n        [2., 4.]])");
  }

  @Test
  void empty() {
    assertThat(Tensor.zeros(0).toString()).isEqualTo("tensor([])");
    assertThat(Tensor.zeros(0, 3).toString()).isEqualTo("tensor([], size=(0, 3))");
  }

  @Test
  void longLinesBreak() {
    Tensor x = Tensor.full(0.5f, 12);
    assertThat(x.toString())
        .isEqualTo(
            "tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000,\n"
                + "        0.5000, 0.5000, 0.5000])");
  }

  @Test
  void longTensorsAreSummarized() {
    assertThat(Tensor.zeros(1001).toString()).isEqualTo("tensor([0., 0., 0.,  ..., 0., 0., 0.])");
    assertThat(Tensor.ones(100, 100).toString())
        .isEqualTo(
            "tensor([[1., 1., 1.,  ..., 1., 1., 1.],\n"
                + "        [1., 1., 1.,  ..., 1., 1., 1.],\n"
                + "        [1., 1., 1.,  ..., 1., 1., 1.],\n"
                + "        ...,\n"
                + "        [1., 1., 1.,  ..., 1., 1., 1.],\n"
                + "        [1., 1., 1.,  ..., 1., 1., 1.],\n"
                + "        [1., 1., 1.,  ..., 1., 1., 1.]])");
    // What isn't printed doesn't choose the format.
    float[] values = new float[2000];
    values[1000] = 1e-9f;
    assertThat(Tensor.of(values).toString()).isEqualTo("tensor([0., 0., 0.,  ..., 0., 0., 0.])");
    assertThat(Tensor.zeros(1000).toString()).doesNotContain("...");
  }

  @Test
  void history() {
    Tensor x = Tensor.of(new float[] {1, 2}).requiresGrad(true);
    assertThat(x.toString()).isEqualTo("tensor([1., 2.], requires_grad=True)");
    assertThat(x.relu().toString()).isEqualTo("tensor([1., 2.], grad_fn=<ReluBackward0>)");
    assertThat(x.add(1).toString()).isEqualTo("tensor([2., 3.], grad_fn=<AddBackward0>)");
    assertThat(x.view(2, 1).toString())
        .isEqualTo("tensor([[1.],\n        [2.]], grad_fn=<ViewBackward0>)");
    assertThat(x.sum().toString()).isEqualTo("tensor(3., grad_fn=<SumBackward0>)");
    assertThat(x.detach().toString()).isEqualTo("tensor([1., 2.])");
  }

  @Test
  void columnsAreAsWideAsTheWidestNumber() {
    assertThat(print(new int[] {2, 2}, -0.5f, 10.25f, 0, 100))
        .isEqualTo("tensor([[ -0.5000,  10.2500],\n        [  0.0000, 100.0000]])");
    assertThat(print(new int[] {2, 2}, 1, -20, 300, 4))
        .isEqualTo("tensor([[  1., -20.],\n        [300.,   4.]])");
    // What isn't finite, and a zero, doesn't widen a column.
    assertThat(print(1, -0f, Float.NEGATIVE_INFINITY)).isEqualTo("tensor([1., -0., -inf])");
    assertThat(print(Float.NaN, Float.NaN)).isEqualTo("tensor([nan, nan])");
  }

  @Test
  void scientificColumns() {
    assertThat(print(1e-7f, Float.NaN, -2, Float.NEGATIVE_INFINITY, 0))
        .isEqualTo("tensor([ 1.0000e-07,         nan, -2.0000e+00,        -inf,  0.0000e+00])");
    // The float next to 1e-4 is below it. Whole numbers are scientific from 1e8 on, or by range.
    assertThat(print(1e-4f, 0.01f)).isEqualTo("tensor([1.0000e-04, 1.0000e-02])");
    assertThat(print(1.0001e-4f, 0.01f)).isEqualTo("tensor([0.0001, 0.0100])");
    assertThat(print(1e8f)).isEqualTo("tensor([100000000.])");
    assertThat(print(100000008f)).isEqualTo("tensor([1.0000e+08])");
    assertThat(print(123456, 1000)).isEqualTo("tensor([123456.,   1000.])");
    assertThat(print(123456, -1000.5f)).isEqualTo("tensor([123456.0000,  -1000.5000])");
    assertThat(print(1e-38f, 1e38f)).isEqualTo("tensor([1.0000e-38, 1.0000e+38])");
  }

  @Test
  void withoutDimensions() {
    assertThat(Tensor.scalar(Float.NaN).toString()).isEqualTo("tensor(nan)");
    assertThat(Tensor.scalar(-0.25f).toString()).isEqualTo("tensor(-0.2500)");
    assertThat(Tensor.scalar(1e-7f).requiresGrad(true).toString())
        .isEqualTo("tensor(1.0000e-07, requires_grad=True)");
    assertThat(Tensor.zeros(2, 0, 3).toString()).isEqualTo("tensor([], size=(2, 0, 3))");
    assertThat(Tensor.zeros(0, 1).requiresGrad(true).toString())
        .isEqualTo("tensor([], size=(0, 1), requires_grad=True)");
  }

  @Test
  void summariesOfMoreDimensions() {
    String row = "[[0., 0., 0.,  ..., 0., 0., 0.]]";
    String gap = ",\n\n        ";
    assertThat(Tensor.zeros(7, 1, 200).toString())
        .isEqualTo("tensor([" + String.join(gap, row, row, row, "...", row, row, row) + "])");
    // A dimension of up to 6 is printed whole.
    assertThat(Tensor.zeros(6, 200).toString().split("\n")).hasSize(6);
    assertThat(Tensor.zeros(200, 6).toString())
        .contains("[0., 0., 0., 0., 0., 0.],\n        ...,\n");
    assertThat(Tensor.zeros(1001).requiresGrad(true).toString())
        .isEqualTo("tensor([0., 0., 0.,  ..., 0., 0., 0.], requires_grad=True)");
  }

  @Test
  void whatFollowsMovesToALineOfItsOwn() {
    Tensor x = Tensor.full(0.5f, 8).requiresGrad(true);
    String values = "tensor([0.5000" + ", 0.5000".repeat(7) + "]";
    assertThat(x.toString()).isEqualTo(values + ",\n       requires_grad=True)");
    assertThat(x.mul(1).toString()).isEqualTo(values + ",\n       grad_fn=<MulBackward0>)");
    assertThat(Tensor.full(0.5f, 6).requiresGrad(true).toString())
        .endsWith("0.5000], requires_grad=True)");
  }

  @Test
  void operationsHaveTheNamesOfPyTorch() {
    Tensor x = Tensor.ones(2, 2).requiresGrad(true);
    assertThat(
            Stream.of(
                    x.sub(x),
                    x.square(),
                    x.pow(1.5f),
                    x.logSoftmax(1),
                    x.softmax(1),
                    x.matmul(x),
                    x.t(),
                    x.maximum(x),
                    x.copy(),
                    x.mean(),
                    x.mul(2).addi(1),
                    Functional.linear(x, x, Tensor.ones(2)))
                .map(Tensor::toString)
                .map(text -> text.substring(text.indexOf('<') + 1, text.indexOf("Backward"))))
        .containsExactly(
            "Sub",
            "Pow",
            "Pow",
            "LogSoftmax",
            "Softmax",
            "Mm",
            "T",
            "Maximum",
            "Clone",
            "Mean",
            "Add",
            "Addmm");
  }

  private static String gradFn(Tensor tensor) {
    String text = tensor.toString();
    return text.substring(text.indexOf('<') + 1, text.indexOf('>'));
  }

  @Test
  void functionsHaveTheNumbersOfPyTorch() {
    Tensor x = Tensor.ones(2, 3).requiresGrad(true);
    Tensor v = Tensor.ones(3).requiresGrad(true);
    Tensor w = Tensor.ones(4, 3);
    Tensor bias = Tensor.ones(4);
    Map<Tensor, String> names = new LinkedHashMap<>();
    names.put(x.sum(), "SumBackward0");
    names.put(x.sum(0, false), "SumBackward1");
    names.put(x.mean(), "MeanBackward0");
    names.put(x.mean(-1, true), "MeanBackward1");
    for (float exponent : new float[] {-1, 0, 0.5f, 1, 1.5f, 2, 3}) {
      names.put(x.pow(exponent), "PowBackward0");
    }
    names.put(x.square(), "PowBackward0");
    names.put(x.sqrt(), "SqrtBackward0");
    names.put(x.clamp(0, 1), "ClampBackward1");
    names.put(x.clamp(0, Float.POSITIVE_INFINITY), "ClampBackward1");
    names.put(x.minimum(x), "MinimumBackward0");
    names.put(x.add(1), "AddBackward0");
    names.put(x.sub(1), "SubBackward0");
    names.put(x.mul(2), "MulBackward0");
    names.put(x.div(2), "DivBackward0");
    names.put(x.neg(), "NegBackward0");
    names.put(x.abs(), "AbsBackward0");
    names.put(x.copy(), "CloneBackward0");
    names.put(x.t().contiguous(), "CloneBackward0");
    names.put(x.view(6), "ViewBackward0");
    names.put(x.t(), "TBackward0");
    names.put(v.t(), "TBackward0");
    names.put(v.view(1, 3).t(), "TBackward0");
    names.put(x.matmul(x.t()), "MmBackward0");
    names.put(x.matmul(v), "MvBackward0");
    names.put(v.matmul(v), "DotBackward0");
    names.put(v.matmul(x.t()), "SqueezeBackward4");
    names.put(Functional.linear(x, w, bias), "AddmmBackward0");
    names.put(Functional.linear(x, w), "MmBackward0");
    names.put(Functional.linear(v, w, bias), "ViewBackward0");
    names.put(Functional.linear(v, w), "SqueezeBackward4");
    names.put(Functional.linear(x.view(2, 1, 3), w, bias), "ViewBackward0");
    names.put(Functional.linear(x.view(2, 1, 3), w), "UnsafeViewBackward0");
    names.put(x.mul(2).addi(1), "AddBackward0");
    names.put(x.mul(2).subi(1), "SubBackward0");
    names.put(x.add(2).muli(2), "MulBackward0");
    names.put(x.add(2).divi(2), "DivBackward0");
    names.put(x.mul(2).copyi(x), "CopyBackwards");
    names.put(x.mul(2).zeroi(), "ZeroBackward0");
    names.forEach((tensor, name) -> assertThat(gradFn(tensor)).isEqualTo(name));
  }

  @Test
  void namesOutliveBackward() {
    Tensor v = Tensor.ones(3).requiresGrad(true);
    Tensor dot = v.matmul(v);
    dot.backward();
    assertThat(gradFn(dot)).isEqualTo("DotBackward0");
  }

  @Test
  void anAnonymousOperationHasTheNameOfWhatItExtends() {
    Operation anonymous =
        new Operation(Tensor.ones(1).requiresGrad(true)) {
          @Override
          protected void forward() {
            output()[0] = values(0)[0];
          }

          @Override
          protected void backward() {
            contribute(0, outputGradient());
          }
        };
    assertThat(gradFn(anonymous.apply())).isEqualTo("OperationBackward0");
  }
}
