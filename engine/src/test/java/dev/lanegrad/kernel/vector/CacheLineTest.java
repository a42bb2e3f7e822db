package dev.lanegrad.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.runtime.HotSpot;
import dev.lanegrad.testing.Jvm;
import dev.lanegrad.testing.UnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors after the lead don't lie across two cache lines of an array that begins with one. */
class CacheLineTest {
  /** Bytes before the first element: 16 with the flags that tests run under by default. */
  private static final int HEADER = Integer.getInteger("lanegrad.test.header", 16);

  private static final int LINE = 64;

  @Test
  void afterTheLeadVectorsLieWithinLines() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "these are plain loops");
    float[] large = new float[1 << 18];
    for (int index = 0; index < 100; index++) {
      int lead = CacheLine.lead(index);
      assertTrue(lead >= 1 && lead <= Lanes.COUNT);
      assertWithin(index + lead);
      int second = index + CacheLine.firstPart(1 << 17, large, index) % (1 << 17);
      assertWithin(second);
    }
  }

  private static void assertWithin(int index) {
    int first = HEADER + 4 * index;
    assertEquals(first / LINE, (first + 4 * Lanes.COUNT - 1) / LINE);
  }

  /** Runs the test above. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      new CacheLineTest().afterTheLeadVectorsLieWithinLines();
      System.out.println("header " + HotSpot.bytesBeforeFloats());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12, -XX:+UseCompactObjectHeaders",
    "16, -XX:-UseCompactObjectHeaders",
    "20, -XX:-UseCompressedClassPointers"
  })
  void whereverTheElementsBegin(int header, String flag) {
    assumeTrue(Kernels.current().vectorBits() == VectorWidth.widest(), "skipped: once is enough");
    String output =
        Jvm.run(
            Main.class,
            List.of("-XX:+IgnoreUnrecognizedVMOptions", flag, "-Dlanegrad.test.header=" + header));
    assertThat(output).contains("header " + header).doesNotContain("sun.misc.Unsafe");
  }

  @Test
  void littleIsNotDividedForIt() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "these are plain loops");
    assertEquals(100, CacheLine.firstPart(100, new float[1 << 18], 0));
    assertEquals(1 << 14, CacheLine.firstPart(1 << 14, new float[1 << 14], 0));
  }
}
