package dev.lanegrad.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void theMedianAndHalfOfTheMiddleHalf() {
    Samples samples = new Samples(new double[] {5, 1, 4, 2, 3});

    assertThat(samples.median()).isEqualTo(3);
    assertThat(samples.spread()).isEqualTo(1);
  }

  @Test
  void betweenTwoValuesLiesTheirMean() {
    assertThat(new Samples(new double[] {1, 2}).median()).isEqualTo(1.5);
  }

  @Test
  void roundsThatWereLeftOutDoNotCount() {
    Samples samples = new Samples(new double[] {Double.NaN, 7, Double.NaN});

    assertThat(samples.count()).isEqualTo(1);
    assertThat(samples.median()).isEqualTo(7);
  }

  @Test
  void nothingHasNoMedian() {
    assertThat(new Samples(new double[0]).median()).isNaN();
  }

  @Test
  void ratiosAreOfTheRoundsThatBothHave() {
    double[] over = {2, 9, 40, 1};
    double[] under = {1, 3, 10};

    assertThat(Samples.ratios(over, under).median()).isEqualTo(3);
  }

  @Test
  void oneSampleSpansNothing() {
    assertThat(new Samples(new double[] {3}).spread()).isNaN();
    assertThat(new Samples(new double[] {3, 3}).spread()).isZero();
  }
}
