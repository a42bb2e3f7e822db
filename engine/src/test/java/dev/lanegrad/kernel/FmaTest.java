package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.Generator;
import dev.lanegrad.testing.Jvm;
import dev.lanegrad.testing.Numbers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without the instruction nothing changes but the time. */
class FmaTest {
  private static final int CASES = 1_000_000;

  /** These don't depend on the width under test: once is enough. */
  @BeforeEach
  void onlyOnce() {
    assumeTrue(
        "scalar".equals(System.getProperty("lanegrad.test.expected", "scalar")),
        "skipped: runs with the plain loops only");
    assumeTrue(Fma.IN_HARDWARE, "skipped: nothing to compare with");
  }

  private final SplittableRandom random = new SplittableRandom(1);

  /** How many sums would be wrong if they were rounded twice. */
  private int twice;

  private void check(float a, float b, float c) {
    float expected = Math.fma(a, b, c);
    float actual = Fma.inDouble(a, b, c);
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
      throw new AssertionError(a + " * " + b + " + " + c + " = " + expected + ", not " + actual);
    }
    float rounded = (float) ((double) a * b + c);
    twice += Float.floatToIntBits(expected) == Float.floatToIntBits(rounded) ? 0 : 1;
  }

  private float anyFloat() {
    return Float.intBitsToFloat(random.nextInt());
  }

  private float powerOfTwo(int least, int most) {
    return Math.scalb(random.nextBoolean() ? 1f : -1f, random.nextInt(least, most));
  }

  /** A number of so many binary digits, the last of which is 1. */
  private float digits(int n) {
    return 1 << n - 1 | random.nextInt(1 << n - 1) | 1;
  }

  @Test
  void allBits() {
    for (int i = 0; i < CASES; i++) {
      check(anyFloat(), anyFloat(), anyFloat());
    }
  }

  @Test
  void hardNumbersWithEachOther() {
    float[] hard = new Numbers(1).wild(1000);
    for (int i = 0; i < 4 * CASES; i++) {
      check(hard[random.nextInt(1000)], hard[random.nextInt(1000)], hard[random.nextInt(1000)]);
    }
  }

  /** The product lies halfway between two floats, and the addend is of any size below. */
  @Test
  void halfwayButForALittle() {
    for (int i = 0; i < CASES; i++) {
      int n = random.nextInt(1, 25);
      float a = digits(n) * powerOfTwo(-20, 20);
      float b = digits(25 - n) * powerOfTwo(-20, 20);
      check(a, b, random.nextInt(1, 4) * powerOfTwo(-149, -40));
    }
    assertTrue(twice > CASES / 20, "sums that would be rounded twice: " + twice);
  }

  /** The addend is halfway between two floats below its last digit, by a product that isn't. */
  @Test
  void halfOfTheLastDigit() {
    for (int i = 0; i < CASES; i++) {
      float c = (1f + random.nextInt(1 << 23) * 0x1p-23f) * powerOfTwo(-60, 60);
      float a = Math.ulp(c) / 2 * (1f + random.nextInt(-2, 3) * 0x1p-23f);
      check(a, 1f + random.nextInt(-2, 3) * 0x1p-23f, c);
    }
  }

  @Test
  void subnormalResults() {
    for (int i = 0; i < CASES; i++) {
      float a = digits(random.nextInt(1, 24)) * powerOfTwo(-60, -23);
      float b = digits(random.nextInt(1, 24)) * powerOfTwo(-126, -60);
      float c = random.nextInt(1 << 23) * Float.MIN_VALUE;
      check(a, b, random.nextBoolean() ? c : -c);
    }
    assertTrue(twice > 0, "sums that would be rounded twice: " + twice);
  }

  @Test
  void cancellationAndOverflow() {
    for (int i = 0; i < CASES; i++) {
      float a = digits(24) * powerOfTwo(-20, 20);
      float b = digits(24) * powerOfTwo(-20, 20);
      check(a, b, -a * b);
      check(a, b, Math.nextUp(-a * b));
      float most = Float.MAX_VALUE * powerOfTwo(0, 1);
      check(most, 1f + random.nextInt(3) * 0x1p-23f, Math.ulp(most) * powerOfTwo(-4, 2));
    }
  }

  /** Prints a checksum of what plain loops and random numbers give. */
  static final class Main {
    private static final int N = 1021;
    private static final int SIDE = 31;

    private final CRC32 crc = new CRC32();
    private final Kernels kernels = Kernels.current();
    private final float[] x = operand(1);
    private final float[] y = operand(2);

    private Main() {}

    public static void main(String[] args) {
      System.out.println(kernelsUnderTest());
    }

    static String kernelsUnderTest() {
      return "checksum " + new Main().checksum() + " of " + Kernels.current().description();
    }

    /** Half of it tame, so that products are. */
    private static float[] operand(int seed) {
      float[] operand = new Numbers(seed).tame(2 * N);
      System.arraycopy(new Numbers(seed).wild(N), 0, operand, N, N);
      return operand;
    }

    private void add(float... values) {
      for (float value : values) {
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          crc.update(bits >> shift);
        }
      }
    }

    private long checksum() {
      float[] z = new float[2 * N];
      float[] v = y.clone();
      float[] w = x.clone();
      for (int layout = 0; layout < 4; layout++) {
        boolean transA = (layout & 1) != 0;
        boolean transB = (layout & 2) != 0;
        kernels.gemm(
            transA, transB, SIDE, SIDE, SIDE, x, 0, SIDE, y, 0, SIDE, z, 0, SIDE, layout > 1);
        add(z);
      }
      kernels.linear(SIDE, SIDE, SIDE, x, 0, SIDE, y, 0, SIDE, x, N, true, z, 0, SIDE);
      add(z);
      for (Unary op : Unary.values()) {
        kernels.unary(op, 2 * N, x, 0, z, 0);
        add(z);
      }
      for (Binary op : Binary.values()) {
        kernels.binary(op, 2 * N, x, 0, 1, y, 0, 1, z, 0);
        add(z);
      }
      for (PointLoss loss : PointLoss.values()) {
        kernels.lossValues(loss, 0.5f, 2 * N, x, 0, y, 0, z, 0);
        add(z);
        kernels.lossGradient(loss, 0.5f, 2 * N, x, 0, y, 0, y, 1, 0, z, 0, true);
        add(z);
      }
      kernels.softmax(SIDE, SIDE, true, x, 0, z, 0);
      add(z);
      kernels.axpy(2 * N, 0.3f, x, 0, z, 0);
      kernels.sgd(2 * N, 0.1f, 0.01f, x, 0, z, 0);
      kernels.sgdMomentum(2 * N, 0.1f, 0.01f, 0.9f, 0.2f, true, false, x, 0, v, 0, z, 0);
      kernels.adam(
          new AdamStep(0.9, 0.99, 1e-8).set(0.729, 0.97, 0.01, 0.1, false),
          2 * N,
          x,
          0,
          v,
          0,
          y.clone(),
          0,
          null,
          0,
          w,
          0);
      add(z);
      add(v);
      add(w);
      add(new Generator(1).uniform(-0.3f, 0.7f, N).toArray());
      add(new Generator(2).randn(N).toArray());
      return crc.getValue();
    }
  }

  @Test
  void everyKernelHasTheSameBits() {
    assertThat(Jvm.run(Main.class, List.of("-XX:-UseFMA", "-Dlanegrad.threads=1")))
        .contains("multiply-add in hardware")
        .contains(checksumHere() + " of plain loops");
  }

  private static String checksumHere() {
    String here = Main.kernelsUnderTest();
    return here.substring(0, here.indexOf(" of "));
  }

  /** Prints what the rest of the library makes of it. */
  static final class Tensors {
    private Tensors() {}

    public static void main(String[] args) {
      new TensorBitsTest().everyWidthHasTheSameBits();
    }
  }

  @Test
  void operationsAndLossesOfTensorsHaveTheSameBits() {
    List<String> flags = List.of("-XX:-UseFMA", "-Dlanegrad.test.expected=scalar");
    assertThat(Jvm.run(Tensors.class, flags))
        .contains("multiply-add in hardware")
        .contains("tensors of one checksum")
        .doesNotContain("AssertionFailedError");
  }
}
