package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every benchmark gives the right answer, in all configurations that are compared. */
class AnswerCheckTest {
  static final List<Configuration> CONFIGURATIONS = Configuration.STANDARD;

  @ParameterizedTest
  @FieldSource("CONFIGURATIONS")
  void everyBenchmarkGivesTheRightAnswer(Configuration configuration) throws Exception {
    AnswerCheck.Outcome outcome = AnswerCheck.run(configuration, ".*");

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.benchmarks()).isGreaterThan(50);
    System.out.println(outcome.benchmarks() + " benchmarks right with " + configuration.label());
  }

  @Test
  void aJvmThatDoesNotStartFailsTheCheck() throws Exception {
    Configuration wrong = new Configuration("x", "x", List.of("-Dlanegrad.kernels=nonsense"), 1);

    AnswerCheck.Outcome outcome = AnswerCheck.run(wrong, "UnaryBenchmark");

    assertThat(outcome.isRight()).isFalse();
    assertThat(outcome.reason()).contains("nonsense");
  }
}
