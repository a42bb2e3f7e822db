package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigurationTest {
  static final List<Configuration> ALL =
      List.of(
          Configuration.VECTOR,
          Configuration.LOOPS,
          Configuration.SCALAR,
          Configuration.vector("128"),
          Configuration.vector("max"));

  @ParameterizedTest
  @FieldSource("ALL")
  void argumentsOfAJvmTellItsConfiguration(Configuration configuration) {
    List<String> args = configuration.threads(2).jvmArgs();

    assertThat(Configuration.of(args)).isEqualTo(configuration);
  }

  @Test
  void theLastOfTwoArgumentsCounts() {
    List<String> args = List.of("-Dlanegrad.kernels=scalar", "-Dlanegrad.kernels=vector");

    assertThat(Configuration.of(args)).isEqualTo(Configuration.VECTOR);
  }

  @Test
  void vectorsOfAnyWidthAreOfOneKind() {
    assertThat(Configuration.vector("64").isKindOf(Configuration.VECTOR)).isTrue();
    assertThat(Configuration.LOOPS.isKindOf(Configuration.VECTOR)).isFalse();
    assertThat(Configuration.SCALAR.isKindOf(Configuration.LOOPS)).isFalse();
  }
}
