package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  @Test
  void rightAnswerPasses() {
    assertThatCode(() -> Answers.near("y", 1.5f, 1.5000001, 1e-6)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(floats = {1.6f, -1.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void wrongAnswerFailsAndNamesBoth(float wrong) {
    assertThatThrownBy(() -> Answers.near("y[3]", wrong, 1.5, 1e-6))
        .hasMessageContaining("wrong answer, not timed: y[3] is " + wrong)
        .hasMessageContaining("gives 1.5");
  }

  @Test
  void boundOfASumGrowsWithItsLength() {
    assertThatCode(() -> Answers.sum("s", 1.00001f, 1, 1000, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Answers.sum("s", 1.00001f, 1, 10, 1)).hasMessageContaining("s is");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 1021, Integer.MAX_VALUE})
  void samplesReachFromTheFirstToTheLast(int n) {
    assertThat(Answers.sample(0, n)).isZero();
    assertThat(Answers.sample(Answers.SAMPLES - 1, n)).isEqualTo(n - 1);
  }
}
