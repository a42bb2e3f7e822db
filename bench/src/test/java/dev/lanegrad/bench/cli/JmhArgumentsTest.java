package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhArgumentsTest {
  @Test
  void ownFlagsStayBesideThoseOfTheUser() {
    JmhArguments arguments = JmhArguments.of(List.of("Gemm", "-jvmArgs", "-Dx=y", "-f", "1"));

    assertThat(arguments.forJmh())
        .containsExactly(
            "Gemm",
            "-jvmArgs",
            "-Xms1g -Xmx1g -XX:+AlwaysPreTouch -XX:+UseG1GC -Dlanegrad.threads=1 -Dx=y",
            "-f",
            "1");
    assertThat(JmhArguments.of(List.of("--jvmArgs=-Dx=y")).forJmh().get(0))
        .startsWith("--jvmArgs=-Xms1g ")
        .endsWith(" -Dx=y");
  }

  @Test
  void aHeapAndACollectorOfTheUserTakeTheirPlace() {
    List<String> kept = JmhArguments.of(List.of("-jvmArgs", "-Xmx200m -XX:+UseSerialGC")).kept();

    assertThat(kept).containsExactly("-XX:+AlwaysPreTouch", "-Dlanegrad.threads=1");
  }

  @Test
  void otherOptionsStayAsTheyAre() {
    List<String> args = List.of("-jvmArgsAppend", "-Dx=y", "-rf", "json");

    assertThat(JmhArguments.of(args)).isEqualTo(new JmhArguments(args, List.of()));
  }

  @Test
  void theFileOfResultsIsFound() {
    assertThat(JmhArguments.of(List.of("-rff", "a.json")).resultFile()).contains(Path.of("a.json"));
    assertThat(JmhArguments.of(List.of("-rf", "JSON")).resultFile())
        .contains(Path.of("jmh-result.json"));
    assertThat(JmhArguments.of(List.of("-f", "1")).resultFile()).isEmpty();
  }
}
