package dev.lanegrad.example;

import static dev.lanegrad.nn.Functional.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.BCEWithLogitsLoss;
import dev.lanegrad.nn.CrossEntropyLoss;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.GradCheck;
import dev.lanegrad.nn.HuberLoss;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.nn.ReducedLoss;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.optim.SGD;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What {@code docs/losses.md} shows; {@link SnippetTest} checks that it is the same code. */
class LossesPageTest {
  static class Net extends Module {
    final Linear fc1 = registerModule("fc1", new Linear(32, 16));
    final Linear fc2 = registerModule("fc2", new Linear(16, 1));

    @Override
    public Tensor forward(Tensor x) {
      return fc2.forward(relu(fc1.forward(x)));
    }
  }

  static Tensor inputs;
  static Tensor targets;
  static Net net;

  static void setUp() {
    Generator.manualSeed(1);
    inputs = Tensor.randn(10, 32);
    targets = Tensor.randn(10).view(1, -1);
    net = new Net();
  }

  @Test
  @SuppressWarnings("try")
  void use() {
    setUp();
    Loss criterion = new MSELoss();
    Tensor outputs = net.forward(inputs).view(1, -1);
    Tensor loss = criterion.forward(outputs, targets); // tensor(0.4635, ...)

    net.zeroGrad();
    assertThat(net.fc2.weight().grad()).isNull();
    loss.backward();
    assertThat(net.fc2.weight().grad().shape()).containsExactly(1, 16);
    try (var off = NoGrad.enter()) {
      for (Tensor p : net.parameters()) {
        p.subi(p.grad().mul(0.01f));
      }
    }
    assertThat(loss.toString()).isEqualTo("tensor(0.4635, grad_fn=<MseLossBackward0>)");
    assertThat(criterion.forward(net.forward(inputs).view(1, -1), targets).item())
        .isLessThan(loss.item());
  }

  @Test
  void optimizer() {
    setUp();
    Loss criterion = new MSELoss();
    float before = criterion.forward(net.forward(inputs).view(1, -1), targets).item();
    SGD optimizer = new SGD(net.parameters(), 0.01f);
    for (int step = 0; step < 20; step++) {
      Tensor loss = criterion.forward(net.forward(inputs).view(1, -1), targets);
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    assertThat(criterion.forward(net.forward(inputs).view(1, -1), targets).item())
        .isLessThan(before);
  }

  /** The structure of a loss. */
  static class MyMSELoss extends ReducedLoss {
    MyMSELoss(Reduction reduction) {
      super(reduction);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
      return Functional.mseLoss(input, target, reduction());
    }
  }

  @Test
  void structure() {
    setUp();
    Tensor outputs = net.forward(inputs).view(1, -1);
    assertThat(new MyMSELoss(Reduction.SUM).forward(outputs, targets).item())
        .isEqualTo(new MSELoss(Reduction.SUM).forward(outputs, targets).item());
  }

  @Test
  void reductions() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).requiresGrad(true);
    Tensor t = Tensor.zeros(2, 2);
    Tensor each = new MSELoss(Reduction.NONE).forward(x, t); // [[1, 4], [9, 16]]
    Tensor sum = new MSELoss(Reduction.SUM).forward(x, t); // 30
    Tensor mean = new MSELoss(Reduction.MEAN).forward(x, t); // 7.5: over 4 elements, not 2 rows

    each.backward(Tensor.ones(2, 2)); // or each.sum().backward()
    assertThat(each.toArray()).containsExactly(1, 4, 9, 16);
    assertThat(sum.item()).isEqualTo(30f);
    assertThat(mean.item()).isEqualTo(7.5f);
    assertThat(x.grad().toArray()).containsExactly(2, 4, 6, 8);
  }

  @Test
  void legacy() {
    assertThat(Reduction.legacy(false, null)).isEqualTo(Reduction.SUM);
    assertThat(new MSELoss(null, false).reduction()).isEqualTo(Reduction.NONE);
    assertThat(new MSELoss("elementwise_mean").reduction()).isEqualTo(Reduction.MEAN);
  }

  @Test
  void shapes() {
    Tensor outputs = Tensor.zeros(10, 1);
    Tensor wrong = Tensor.zeros(10);
    assertThatThrownBy(() -> new MSELoss().forward(outputs, wrong))
        .hasMessageContaining("target.view(10, 1)");
    new MSELoss().forward(outputs, wrong.view(10, 1));
  }

  @Test
  void others() {
    Tensor logits = Tensor.of(new float[] {2, 0, -1, 0, 1, 3}, 2, 3);
    Tensor classes = Tensor.of(new float[] {0, 2});
    Tensor loss = new CrossEntropyLoss().forward(logits, classes);
    Tensor smoothed = new CrossEntropyLoss(Reduction.MEAN, 0.1f).forward(logits, classes);
    Tensor robust = new HuberLoss(Reduction.SUM, 1.5f).forward(logits, Tensor.zeros(2, 3));
    Tensor rare = Tensor.of(new float[] {1, 1, 10}); // a weight of the positives of each column
    Tensor labels = Tensor.of(new float[] {1, 0, 0, 0, 1, 1}, 2, 3);
    Tensor multi = new BCEWithLogitsLoss(Reduction.MEAN, null, rare).forward(logits, labels);
    assertThat((double) loss.item())
        .isCloseTo(
            (Math.log(1 + Math.exp(-2) + Math.exp(-3)) + Math.log(1 + Math.exp(-3) + Math.exp(-2)))
                / 2,
            within(1e-6));
    assertThat(smoothed.item()).isGreaterThan(loss.item());
    assertThat(robust.item()).isEqualTo(1.5f * (2 - 0.75f) + 0.5f + 0.5f + 1.5f * (3 - 0.75f));
    assertThat(multi.item()).isPositive();
  }

  @Test
  void lambda() {
    setUp();
    Loss logCosh =
        (o, t) -> {
          Functional.checkSameShape(o, t);
          Tensor d = o.sub(t);
          return d.exp().add(d.neg().exp()).mul(0.5f).log().mean();
        };
    Tensor loss = logCosh.forward(net.forward(inputs).view(1, -1), targets);
    loss.backward();
    assertThat(net.fc1.weight().grad()).isNotNull();
  }

  static class PinballLoss extends ReducedLoss {
    private final float quantile;

    PinballLoss(Reduction reduction, float quantile) {
      super(reduction);
      this.quantile = quantile;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
      Functional.checkSameShape(input, target);
      Tensor d = target.sub(input);
      Tensor losses = d.mul(quantile).maximum(d.mul(quantile - 1));
      return switch (reduction()) {
        case NONE -> losses;
        case MEAN -> losses.mean();
        case SUM -> losses.sum();
      };
    }
  }

  static class LogCosh extends Operation {
    LogCosh(Tensor input, Tensor target) {
      super(input, target.detach());
      Functional.checkSameShape(input, target);
      keep(0); // backward reads them: a change in place before it throws
      keep(1);
    }

    @Override
    protected void forward() {
      float[] x = values(0);
      float[] t = values(1);
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double d = Math.abs(x[i] - t[i]);
        sum += d + Math.log1p(Math.exp(-2 * d)) - Math.log(2);
      }
      output()[0] = (float) sum;
    }

    @Override
    protected void backward() {
      float[] x = values(0);
      float[] t = values(1);
      float dy = outputGradient()[0];
      float[] dx = contribution(0);
      for (int i = 0; i < x.length; i++) {
        dx[i] = dy * (float) Math.tanh(x[i] - t[i]);
      }
      contribute(0);
    }
  }

  @Test
  void ownBackward() {
    setUp();
    Tensor outputs = net.forward(inputs).view(1, -1);
    Loss logCosh = (o, t) -> new LogCosh(o, t).apply(); // the shape of the result: a number
    Tensor loss = logCosh.forward(outputs, targets);
    loss.backward();
    assertThat(net.fc1.weight().grad()).isNotNull();
    assertThat(loss.toString()).contains("grad_fn=<LogCoshBackward0>");
  }

  @Test
  void check() {
    Loss logCosh = (o, t) -> new LogCosh(o, t).apply();
    GradCheck.Report report = GradCheck.check(logCosh, Tensor.randn(5, 3), Tensor.randn(5, 3));
    System.out.println(report); // 15 gradients are right. The worst is off by ...
    GradCheck.check(new PinballLoss(Reduction.MEAN, 0.9f), Tensor.randn(5), Tensor.randn(5));
    assertThat(report.checked()).isEqualTo(15);
    assertThat(report.toString().toLowerCase(Locale.ROOT)).startsWith("15 gradients are right");
  }
}
