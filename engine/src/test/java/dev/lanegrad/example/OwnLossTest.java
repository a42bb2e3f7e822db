package dev.lanegrad.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.Generator;
import dev.lanegrad.Operation;
import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.GradCheck;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.ReducedLoss;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.optim.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss of one's own, three ways: each trains, runs again, and is checked. */
class OwnLossTest {
  // A lambda of tensor operations: autograd finds the gradient.
  private static final Loss LOG_COSH =
      (o, t) -> {
        Functional.checkSameShape(o, t);
        Tensor d = o.sub(t);
        return d.exp().add(d.neg().exp()).mul(0.5f).log().mean();
      };

  /** A class with state: it finds a quantile, for errors on one side count more. */
  private static final class PinballLoss extends ReducedLoss {
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

  /** A function with its own backward: the sum of log(cosh(x - t)), whose derivative is tanh. */
  private static final class LogCosh extends Operation {
    LogCosh(Tensor input, Tensor target) {
      super(input, target);
      Functional.checkSameShape(input, target);
      keep(0);
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
      send(0, 1);
      send(1, -1);
    }

    private void send(int operand, int sign) {
      if (needsGradient(operand)) {
        float[] x = values(0);
        float[] t = values(1);
        float dy = sign * outputGradient()[0];
        float[] dx = contribution(operand);
        for (int i = 0; i < x.length; i++) {
          dx[i] = dy * (float) Math.tanh(x[i] - t[i]);
        }
        contribute(operand);
      }
    }
  }

  private static final Loss OWN_BACKWARD = (o, t) -> new LogCosh(o, t).apply();

  private static final List<Loss> LOSSES =
      List.of(
          LOG_COSH,
          new PinballLoss(Reduction.MEAN, 0.9f),
          OWN_BACKWARD,
          Functional::mseLoss,
          new MSELoss());

  private final Tensor input = Tensor.randn(new Generator(1), 8, 3);
  private final Tensor target = Tensor.randn(new Generator(2), 8, 3);

  @Test
  void gradients() {
    for (Loss loss : LOSSES) {
      GradCheck.check(loss, input, target);
    }
    GradCheck.check(OWN_BACKWARD, input, target.copy().requiresGrad(true));
    for (Reduction reduction : Reduction.values()) {
      GradCheck.check(new PinballLoss(reduction, 0.25f), input, target);
    }
  }

  @Test
  void theTwoAgree() {
    assertThat(OWN_BACKWARD.forward(input, target).item() / 24)
        .isCloseTo(LOG_COSH.forward(input, target).item(), within(1e-6f));
  }

  @Test
  void train() {
    for (Loss loss : LOSSES) {
      Linear net = new Linear(new Generator(3), 3, 3, true);
      SGD optimizer = new SGD(net.parameters(), 0.02f);
      float first = loss.forward(net.forward(input), target).item();
      float last = first;
      for (int i = 0; i < 30; i++) {
        Tensor y = loss.forward(net.forward(input), target);
        optimizer.zeroGrad();
        y.backward();
        optimizer.step();
        assertThat(y.item()).isLessThanOrEqualTo(last);
        last = y.item();
      }
      assertThat(last).isLessThan(first);
    }
  }

  @Test
  void runAgain() {
    for (Loss loss : LOSSES) {
      Tensor x = input.copy();
      Tensor leaf = Tensor.ones(3).requiresGrad(true);
      Recording recording = Recording.start();
      Tensor y = loss.forward(x.mul(leaf), target);
      recording.stop();
      x.copyi(Tensor.randn(new Generator(4), 8, 3));
      recording.forward();
      recording.backward(y);
      float[] gradient = leaf.grad().toArray();
      leaf.zeroGrad();
      Tensor eager = loss.forward(x.mul(leaf), target);
      eager.backward();
      assertThat(y.item()).isEqualTo(eager.item());
      assertThat(gradient).isEqualTo(leaf.grad().toArray());
    }
  }

  @Test
  void aWrongBackwardIsFound() {
    final class Forgetful extends Operation {
      Forgetful(Tensor x) {
        super(x);
        keep(0);
      }

      @Override
      protected void forward() {
        output()[0] = values(0)[0] * values(0)[0];
      }

      @Override
      protected void backward() {
        contribution(0)[0] = values(0)[0] * outputGradient()[0]; // lacks the factor 2
        contribute(0);
      }
    }
    Loss wrong = (o, t) -> new Forgetful(o.sub(t)).apply();
    assertThatThrownBy(() -> GradCheck.check(wrong, Tensor.full(3f, 1), Tensor.zeros(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Jacobian mismatch for output 0 with respect to input 0: element 0")
        .hasMessageContaining("off by 50.0 %");
  }
}
