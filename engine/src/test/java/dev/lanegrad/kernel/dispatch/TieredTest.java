package dev.lanegrad.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.gemm.ProductSize;
import dev.lanegrad.kernel.scalar.ScalarKernels;
import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kernels switch from scalar loops to vectors, and nobody can see it but the clock. */
class TieredTest {
  @BeforeEach
  void vectors() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "skipped: there is nothing to go over to");
  }

  @Test
  void switchWithTheSameBits() throws InterruptedException {
    Tiered choice = new Tiered();
    Kernels kernels = new ParallelKernels(choice, 1);
    Numbers numbers = new Numbers(1);
    float[] a = numbers.wild(64 * 64);
    float[] b = numbers.tame(64 * 64);
    float[] product = new float[64 * 64];
    float[] relu = new float[64 * 64];
    UnderTest.PLAIN.gemm(false, true, 64, 64, 64, a, 0, 64, b, 0, 64, product, 0, 64, false);
    UnderTest.PLAIN.unary(Unary.RELU, 64 * 64, a, 0, relu, 0);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) {
        float[] c = new float[64 * 64];
        kernels.gemm(false, true, 64, 64, 64, a, 0, 64, b, 0, 64, c, 0, 64, false);
        Numbers.assertSameBits(product, c);
        kernels.unary(Unary.RELU, 64 * 64, a, 0, c, 0);
        Numbers.assertSameBits(relu, c);
      }
      if (round == 0) {
        choice.await();
      }
    }
    assertThat(choice.promoted()).isBetween(1, 2);
  }

  @Test
  void theThreadEndsWhenThereIsNothingToDo() throws InterruptedException {
    Tiered choice = new Tiered();
    Kernels kernels = new ParallelKernels(choice, 1);
    kernels.sum(10, new float[10], 0);
    choice.await();
    for (int i = 0; i < 100 && alive(); i++) {
      Thread.sleep(100);
    }
    assertThat(alive()).isFalse();
    kernels.max(10, new float[10], 0);
    choice.await();
  }

  private static boolean alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("lanegrad-warmup"));
  }

  @Test
  void manySizesOfProducts() {
    TieredProducts products = new TieredProducts();
    for (int m = 1; m <= 512; m++) {
      Candidate kernel = products.of(m, 3, 4, 1);
      assertThat(kernel).isNotNull().isSameAs(products.of(m, 3, 4, 1));
      assertThat(kernel).isNotSameAs(products.of(m, 3, 5, 1));
    }
    assertThat(products.of(7000, 3, 4, 1)).as("too many to remember").isNull();
    assertThat(products.of(1, 3, 4, 1)).isNotNull();
  }

  /** What is public waits for the kernels of this process. */
  @Test
  void warmUp() throws InterruptedException {
    UnderTest.current().sum(10, new float[10], 0);
    Kernels.warmUp();
  }

  /** Whatever a trial throws, the plain loops stay and nobody waits for ever. */
  @Test
  void aTrialThatFailsLeavesThePlainLoops() throws InterruptedException {
    for (Throwable failure :
        List.of(
            new NoClassDefFoundError("hidden"),
            new OutOfMemoryError(),
            new NullPointerException())) {
      WarmUp warmUp =
          new WarmUp(
              UnderTest.PLAIN,
              () -> {
                throw TieredTest.<RuntimeException>unchecked(failure);
              });
      Candidate kernel = new Candidate(Op.MAX, null);
      Candidate other = new Candidate(Op.AXPY, null);
      assertThat(kernel.isPromoted(warmUp)).isFalse();
      assertThat(other.isPromoted(warmUp)).isFalse();
      warmUp.await();
      assertThat(warmUp.promoted()).isZero();
      assertThat(kernel.isPromoted(warmUp)).isFalse();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  /** Every kernel that was asked for is decided, though somebody interrupts all threads. */
  @Test
  void anInterruptedWarmUpGoesOn() throws InterruptedException {
    WarmUp warmUp = new WarmUp(UnderTest.PLAIN, () -> UnderTest.PLAIN);
    List<Candidate> kernels = new ArrayList<>();
    for (Unary op : Unary.values()) {
      Candidate kernel = new Candidate(Op.UNARY, op);
      kernel.isPromoted(warmUp);
      kernels.add(kernel);
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("lanegrad-warmup"))
          .forEach(Thread::interrupt);
    }
    warmUp.await();
    for (Candidate kernel : kernels) {
      assertThat(kernel.isPromoted(warmUp)).isTrue();
    }
  }

  @Test
  void productsOfNothingNeedNoTrial() throws InterruptedException {
    Tiered choice = new Tiered();
    Kernels kernels = new ParallelKernels(choice, 1);
    float[] c = {1f};
    kernels.gemm(false, false, 1, 1, 0, c, 0, 0, c, 0, 1, c, 0, 1, false);
    assertThat(c).containsExactly(0f);
    assertThat(choice.ofProduct(0, 1 << 20, 1 << 10, ProductSize.gemmLayout(false, false, false)))
        .isSameAs(ScalarKernels.INSTANCE);
    choice.await();
    assertThat(choice.promoted()).isZero();
  }
}
