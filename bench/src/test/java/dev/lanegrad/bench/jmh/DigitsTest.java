package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void imagesAreGreyValuesAndTargetsOneHot() {
    Digits digits = Digits.load(100);

    assertThat(digits.images()).hasSize(100 * Digits.PIXELS);
    assertThat(digits.targets()).hasSize(100 * Digits.CLASSES);
    for (int i = 0; i < 100; i++) {
      float ink = 0;
      for (int p = 0; p < Digits.PIXELS; p++) {
        float grey = digits.images()[i * Digits.PIXELS + p];
        assertThat(grey).isBetween(0f, 1f);
        ink += grey;
      }
      assertThat(ink).as("ink of digit %d", i).isGreaterThan(10f);
      int ones = 0;
      int zeros = 0;
      for (int c = 0; c < Digits.CLASSES; c++) {
        ones += digits.targets()[i * Digits.CLASSES + c] == 1f ? 1 : 0;
        zeros += digits.targets()[i * Digits.CLASSES + c] == 0f ? 1 : 0;
      }
      assertThat(ones).isEqualTo(1);
      assertThat(zeros).isEqualTo(9);
    }
  }

  @Test
  void moreThanThereAreIsRefused() {
    assertThatThrownBy(() -> Digits.load(1_000_000)).hasMessageContaining("doesn't hold 1000000");
  }
}
