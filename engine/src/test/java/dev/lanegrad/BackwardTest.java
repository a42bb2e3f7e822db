package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.L1Loss;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.ReLU;
import dev.lanegrad.nn.Sequential;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The rules of backward, each with the message of who breaks it. */
class BackwardTest {
  private static Tensor leaf(float... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  @Test
  void oneElementOfAnyRankIsAScalar() {
    Tensor x = leaf(3);
    x.view(1, 1, 1).square().backward();
    assertThat(x.grad().item()).isEqualTo(6f);
  }

  @Test
  void moreThanOneElementNeedsAGradient() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> x.square().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("grad can be implicitly created only for scalar outputs")
        .hasMessageContaining("[2]")
        .hasMessageContaining("loss.sum().backward()")
        .hasMessageContaining("backward(gradient)");
    x.square().backward(Tensor.of(new float[] {1, 10}));
    assertThat(x.grad().toArray()).containsExactly(2, 40);
  }

  @Test
  void gradientOfAnotherShape() {
    Tensor y = leaf(1, 2).square();
    assertThatThrownBy(() -> y.backward(Tensor.ones(3)))
        .hasMessageStartingWith(
            "Mismatch in shape: grad_output[0] has a shape of [3] and output[0] has a shape of"
                + " [2].");
    assertThatThrownBy(() -> y.backward(Tensor.ones(1, 2)))
        .hasMessageContaining("gradient.view(2)");
  }

  @Test
  void nothingRecorded() {
    assertThatThrownBy(() -> Tensor.ones(1).mul(2).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "element 0 of tensors does not require grad and does not have a grad_fn");
  }

  @Test
  void aSecondBackwardNeedsTheGraphRetained() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    y.backward();
    assertThatThrownBy(y::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Trying to backward through the graph a second time (or directly access saved tensors"
                + " after they have already been freed).")
        .hasMessageContaining("Specify retain_graph=True")
        .hasMessageContaining("backward(gradient, true)");
    assertThat(x.grad().item()).isEqualTo(6f);

    Tensor z = x.square();
    z.backward(null, true);
    z.backward(null, true);
    z.backward();
    assertThat(x.grad().item()).isEqualTo(24f);
    assertThatThrownBy(z::backward).hasMessageStartingWith("Trying to backward");
  }

  @Test
  void aRefusedBackwardChangesNothing() {
    Tensor x = leaf(3);
    Tensor shared = x.square();
    shared.mul(2).backward();
    float before = x.grad().item();
    assertThatThrownBy(() -> x.mul(5).add(shared.mul(3)).backward())
        .hasMessageStartingWith("Trying to backward");
    assertThat(x.grad().item()).isEqualTo(before);
  }

  @Test
  void gradientsAccumulateUntilTheyAreZeroed() {
    Tensor x = leaf(3);
    assertThat(x.grad()).isNull();
    x.square().backward();
    x.square().backward();
    assertThat(x.grad().item()).isEqualTo(12f);
    x.zeroGrad();
    assertThat(x.grad()).isNull();
    x.square().backward();
    assertThat(x.grad().item()).isEqualTo(6f);
    x.zeroGrad(false);
    assertThat(x.grad().item()).isZero();
  }

  @Test
  void zeroGradKeepsANullGradient() {
    Tensor x = leaf(3);
    x.zeroGrad(false);
    assertThat(x.grad()).isNull();
  }

  @Test
  void theArrayOfAGradientIsKept() {
    Tensor x = leaf(3);
    x.square().backward();
    float[] array = x.grad().array();
    x.zeroGrad();
    x.square().backward();
    assertThat(x.grad().array()).isSameAs(array);
  }

  @Test
  void onlyLeavesKeepTheirGradient() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    y.mul(2).backward();
    assertThat(y.grad()).isNull();
    assertThat(y.isLeaf()).isFalse();
    assertThat(x.isLeaf()).isTrue();
    assertThat(x.view(1, 1).isLeaf()).isFalse();
    assertThat(x.view(1, 1).grad()).isNull();
  }

  @Test
  void requiresGradOfALeafOnly() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    assertThatThrownBy(() -> y.requiresGrad(false))
        .hasMessageStartingWith("you can only change requires_grad flags of leaf variables.");
    assertThat(x.requiresGrad(false).requiresGrad()).isFalse();
    assertThat(x.square().requiresGrad()).isFalse();
    Tensor view = Tensor.ones(4).view(2, 2).requiresGrad(true);
    view.sum().backward();
    assertThat(view.grad().shape()).containsExactly(2, 2);
    Tensor transposed = Tensor.randn(new Generator(1), 2, 3).t().requiresGrad(true);
    transposed.mul(transposed.detach()).sum().backward();
    assertThat(transposed.grad().toArray()).isEqualTo(transposed.toArray());
  }

  @Test
  void aLeafIsItsOwnGraph() {
    Tensor x = leaf(3);
    x.backward();
    x.backward();
    assertThat(x.grad().item()).isEqualTo(2f);
  }

  @Test
  void aDiamondIsWalkedOnce() {
    Tensor x = leaf(2);
    Tensor y = x.square();
    Tensor z = y.mul(3).add(y.mul(y)).sub(y);
    z.backward();
    // z = 2 x² + x⁴, dz/dx = 4 x + 4 x³
    assertThat(x.grad().item()).isEqualTo(40f);
  }

  @Test
  void sharedPartsOfTwoLosses() {
    Tensor x = leaf(2);
    Tensor y = x.square();
    y.mul(3).backward(null, true);
    assertThat(x.grad().item()).isEqualTo(12f);
    y.mul(5).backward(null, true);
    assertThat(x.grad().item()).isEqualTo(32f);
  }

  @Test
  void deepGraphsDontOverflowTheStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.add(1);
    }
    y.backward();
    assertThat(y.item()).isEqualTo(100_001f);
    assertThat(x.grad().item()).isEqualTo(1f);
  }

  @Test
  void nothingIsRecordedInsideNoGrad() {
    Tensor x = leaf(1);
    assertThat(quietly(x).requiresGrad()).isFalse();
    assertThat(x.mul(2).requiresGrad()).isTrue();
  }

  @SuppressWarnings("try")
  private static Tensor quietly(Tensor x) {
    try (var off = NoGrad.enter()) {
      try (var inner = NoGrad.enter()) {
        assertThat(x.view(1, 1).requiresGrad()).isFalse();
      }
      return x.mul(2);
    }
  }

  @Test
  void threadsHaveTheirOwnNoGrad() throws InterruptedException {
    Tensor x = leaf(1);
    boolean[] requires = new boolean[1];
    NoGrad off = NoGrad.enter();
    Thread thread = new Thread(() -> requires[0] = x.mul(2).requiresGrad());
    thread.start();
    thread.join();
    off.close();
    assertThat(requires[0]).isTrue();
  }

  @Test
  void operationsOfOnesOwn() {
    final class Cube extends Operation {
      Cube(Tensor x) {
        super(x);
        keep(0);
      }

      @Override
      protected void forward() {
        float[] x = values(0);
        float[] y = output();
        for (int i = 0; i < y.length; i++) {
          y[i] = x[i] * x[i] * x[i];
        }
      }

      @Override
      protected void backward() {
        float[] x = values(0);
        float[] dy = outputGradient();
        float[] dx = contribution(0);
        for (int i = 0; i < dx.length; i++) {
          dx[i] = 3 * x[i] * x[i] * dy[i];
        }
        contribute(0);
      }
    }
    Tensor x = leaf(1, 2);
    Tensor y = new Cube(x).apply(2);
    assertThat(y.toString()).isEqualTo("tensor([1., 8.], grad_fn=<CubeBackward0>)");
    y.add(x).sum().backward();
    assertThat(x.grad().toArray()).containsExactly(4, 13);
  }

  @Test
  void anOperandThatGetsNothingHasAGradientOfZero() {
    final class Nothing extends Operation {
      Nothing(Tensor x) {
        super(x);
      }

      @Override
      protected void forward() {}

      @Override
      protected void backward() {}
    }
    Tensor x = leaf(1, 2);
    new Nothing(x.mul(2)).apply(2).sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0);
  }

  /** What keeps no values, as in PyTorch. */
  @Test
  void aGraphThatSavedNothingIsWalkedAgain() {
    List<Function<Tensor, Tensor>> functions =
        List.of(
            x -> x.add(x).sum(),
            x -> x.add(1).sub(Tensor.ones(2, 3)).neg().mean(),
            x -> x.mul(2).div(3).sum(),
            x -> x.add(0).muli(2).divi(3).addi(x).subi(1).sum(),
            x -> x.view(6).view(3, 2).t().contiguous().copy().sum(),
            x -> x.sum(0, false).mean(-1, true).sum(),
            x -> x.add(Tensor.ones(1)).sub(Tensor.ones(3)).sum(1, true).view(2).mean(),
            x -> x.add(0).copyi(x).sum(),
            x -> Functional.linear(Tensor.ones(4, 3), Tensor.ones(3, 3), x.sum(0, false)).sum());
    for (Function<Tensor, Tensor> function : functions) {
      Tensor x = Tensor.randn(new Generator(1), 2, 3).requiresGrad(true);
      Tensor y = function.apply(x);
      y.backward();
      float[] once = x.grad().toArray();
      y.backward();
      y.backward();
      float[] thrice = x.grad().toArray();
      for (int i = 0; i < once.length; i++) {
        assertThat(thrice[i]).isCloseTo(3 * once[i], within(1e-6f));
      }
    }
  }

  @Test
  void oneOperationThatSavedIsEnoughToRefuse() {
    List<Function<Tensor, Tensor>> functions =
        List.of(
            x -> x.mul(x),
            x -> x.mul(Tensor.ones(2, 3)),
            x -> x.div(Tensor.ones(2, 3)),
            x -> x.matmul(Tensor.ones(3, 1)),
            x -> x.pow(1),
            x -> x.pow(2),
            x -> x.square(),
            x -> x.abs(),
            x -> x.exp(),
            x -> x.relu(),
            x -> x.clamp(0, 1),
            x -> x.maximum(Tensor.ones(2, 3)),
            x -> x.softmax(1),
            x -> Functional.linear(x, Tensor.ones(2, 3)),
            x -> new MSELoss().forward(x, Tensor.ones(2, 3)),
            x -> new L1Loss().forward(x, Tensor.ones(2, 3)));
    for (Function<Tensor, Tensor> function : functions) {
      Tensor x = Tensor.randn(new Generator(1), 2, 3).requiresGrad(true);
      Tensor y = function.apply(x.add(1)).neg().sum();
      y.backward();
      float[] once = x.grad().toArray();
      assertThatThrownBy(y::backward)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Trying to backward through the graph a second time");
      assertThat(x.grad().toArray()).isEqualTo(once);
    }
  }

  @Test
  void aWalkThatMayBeRepeatedHoldsNoValues() throws InterruptedException {
    Tensor x = Tensor.ones(1000).requiresGrad(true);
    List<WeakReference<Object>> values = new ArrayList<>();
    Tensor sum = differences(x, values);
    sum.backward();
    assertThat(x.grad().get(0)).isEqualTo(1);
    for (WeakReference<Object> reference : values) {
      for (int i = 0; i < 100 && reference.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(reference.get() == null).isTrue();
    }
    sum.backward();
    assertThat(x.grad().get(0)).isEqualTo(2);
  }

  private static Tensor differences(Tensor x, List<WeakReference<Object>> values) {
    Tensor data = Tensor.ones(1000);
    Tensor y = x.sub(data);
    Tensor z = y.mul(1);
    for (Tensor tensor : List.of(data, y, z)) {
      values.add(new WeakReference<>(tensor.array()));
    }
    return z.sum();
  }

  @Test
  void whatSavedIsGarbageAlthoughWhatCameAfterMayRunAgain() throws InterruptedException {
    Tensor x = Tensor.ones(1000).requiresGrad(true);
    List<WeakReference<Object>> values = new ArrayList<>();
    Tensor mean = meanOfSquares(x, values);
    mean.backward();
    for (int i = 0; i < 100 && values.get(0).get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(values.get(0).get() == null).isTrue();
    assertThat(mean.toString()).isEqualTo("tensor(1., grad_fn=<MeanBackward0>)");
    assertThatThrownBy(mean::backward)
        .hasMessageStartingWith("Trying to backward through the graph a second time")
        .hasMessageContaining("met at Pow of output shape [1000]");
  }

  private static Tensor meanOfSquares(Tensor x, List<WeakReference<Object>> values) {
    Tensor square = x.square();
    values.add(new WeakReference<>(square.array()));
    return square.mean();
  }

  /** Small integers: the sums are exact in any order. */
  @Test
  void gradientsOfThreadsAddUp() throws Exception {
    int threads = 4;
    int rounds = 300;
    Sequential net = new Sequential(new Linear(8, 8), new ReLU(), new Linear(8, 3));
    Tensor extra = Tensor.ones(3).requiresGrad(true);
    for (Tensor p : net.parameters()) {
      p.data().copyi(Tensor.scalar(1));
    }
    Callable<Void> work =
        () -> {
          for (int i = 0; i < rounds; i++) {
            net.forward(Tensor.ones(2, 8)).mul(extra).sum().backward();
          }
          return null;
        };
    work.call();
    List<float[]> expected = new ArrayList<>();
    List<Tensor> leaves = new ArrayList<>(net.parameters());
    leaves.add(extra);
    for (Tensor leaf : leaves) {
      expected.add(leaf.grad().mul(threads).toArray());
      leaf.zeroGrad();
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
        done.get();
      }
    }
    for (int i = 0; i < leaves.size(); i++) {
      assertThat(leaves.get(i).grad().toArray()).isEqualTo(expected.get(i));
    }
  }

  /** Each walk meets the leaves in the other's order. */
  @Test
  void threadsThatMeetLeavesInAnotherOrderDontWaitForEachOther() throws Exception {
    Tensor a = leaf(1);
    Tensor b = leaf(1);
    List<Callable<Void>> both =
        List.of(
            () -> {
              for (int i = 0; i < 2000; i++) {
                a.add(b.add(a)).backward();
              }
              return null;
            },
            () -> {
              for (int i = 0; i < 2000; i++) {
                b.add(a.add(b)).backward();
              }
              return null;
            });
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (Future<Void> done : pool.invokeAll(both, 60, TimeUnit.SECONDS)) {
        done.get();
      }
    }
    assertThat(a.grad().item()).isEqualTo(6000);
    assertThat(b.grad().item()).isEqualTo(6000);
  }

  @Test
  void aRefusedBackwardLeavesTheLeavesToOthers() throws Exception {
    Tensor x = leaf(3);
    Tensor y = x.square();
    y.backward();
    assertThatThrownBy(() -> x.add(y).backward()).hasMessageStartingWith("Trying to backward");
    Thread other = new Thread(() -> x.mul(5).backward());
    other.start();
    other.join(10_000);
    assertThat(other.isAlive()).isFalse();
    assertThat(x.grad().item()).isEqualTo(11);
  }
}
