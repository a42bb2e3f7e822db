package dev.lanegrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Vectors after the lead don't lie across two cache lines of an array that begins with one. */
class CacheLineTest {
  private static final int HEADER = 16;
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

  @Test
  void littleIsNotDividedForIt() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "these are plain loops");
    assertEquals(100, CacheLine.firstPart(100, new float[1 << 18], 0));
    assertEquals(1 << 14, CacheLine.firstPart(1 << 14, new float[1 << 14], 0));
  }
}
