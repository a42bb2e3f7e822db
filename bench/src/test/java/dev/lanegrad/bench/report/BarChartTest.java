package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarChartTest {
  private static final String ARROW = "class=\"arrow\"";
  private static final String MEANING = "the error bar goes on beyond the picture";

  private static String drawn(BarChart chart) {
    Markup page = new Markup();
    chart.draw(page);
    return page.toString();
  }

  private static BarChart chart(BarScale scale, double value, double error) {
    Estimate estimate = new Estimate(value, error);
    return new BarChart("title", List.of("one"), scale)
        .group("group", List.of(new BarChart.Bar(0, estimate, BarChart.times(estimate))));
  }

  @Test
  void errorBarsThatAreCutAreMarked() {
    assertThat(drawn(chart(BarScale.linear(), 8, 0.5))).doesNotContain(ARROW, MEANING);
    assertThat(drawn(chart(BarScale.linear(), 8, 7))).containsOnlyOnce(MEANING).contains(ARROW);
    assertThat(drawn(chart(BarScale.linear(), 8, 9))).contains(MEANING);
    assertThat(drawn(chart(BarScale.ofRatios(), 2, 3))).contains(MEANING);
  }

  @Test
  void chartsOfOneScaleHaveBarsOfOneMeasure() {
    BarScale scale = BarScale.linear();
    BarChart small = chart(scale, 2, 0);
    chart(scale, 8, 0);

    assertThat(drawn(small)).contains("width=\"61.00\"");
    assertThat(drawn(chart(BarScale.linear(), 2, 0))).contains("width=\"244.00\"");
  }

  @Test
  void ratiosStandOnBothSidesOfOne() {
    BarScale scale = BarScale.ofRatios();
    List.of(0.5, 8.0, 6474.0).forEach(v -> scale.include(new Estimate(v, 0)));

    assertThat(scale.at(0.5)).isBetween(0.0, scale.origin());
    assertThat(scale.at(8) - scale.origin()).isGreaterThan(0.15);
    assertThat(scale.at(6474)).isBetween(0.9, 1.0);
    assertThat(scale.at(4) - scale.at(2)).isCloseTo(scale.at(2) - scale.at(1), within(1e-12));
    assertThat(scale.ticks()).contains(1.0, 10.0, 100.0, 1000.0);
  }

  @Test
  void ticksAreFewAndRound() {
    BarScale linear = BarScale.linear();
    linear.include(new Estimate(7.1, 0.3));
    BarScale near = BarScale.ofRatios();
    near.include(new Estimate(1.3, 0));

    assertThat(linear.ticks()).containsExactly(0.0, 2.0, 4.0, 6.0);
    assertThat(near.ticks()).containsExactly(1.0);
  }
}
