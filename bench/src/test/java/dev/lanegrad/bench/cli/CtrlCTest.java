package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.bench.Launcher;
import dev.lanegrad.bench.report.ResultFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves that is interrupted. */
class CtrlCTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @TempDir private Path dir;

  /** Runs until a line of stderr begins like that, and a signal ends it; returns stderr. */
  private List<String> interrupted(String at, String... args) throws Exception {
    assumeTrue(Files.exists(STATUS), "not on Linux");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Launcher.class.getName());
    command.addAll(List.of(args));
    Process run =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(dir.resolve("stdout").toFile())
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader err = run.errorReader()) {
      boolean sent = false;
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        said.add(line);
        if (!sent && line.startsWith(at)) {
          sent = true;
          new ProcessBuilder("kill", "-" + signal(), "" + run.pid()).start().waitFor();
        }
      }
      assertThat(sent).as("%s", said).isTrue();
      assertThat(run.waitFor()).as("%s", said).isEqualTo(128 + signal());
    } finally {
      run.destroy();
    }
    return said;
  }

  /** That of Ctrl-C; that of {@code kill} where a shell in the background ignores Ctrl-C. */
  private static int signal() throws IOException {
    long ignored =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0);
    return (ignored & 2) == 0 ? 2 : 15;
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theResultsSoFarArePrintedAndWrittenBesideOlderFiles() throws Exception {
    Files.writeString(dir.resolve("r.json"), "older");
    Files.writeString(dir.resolve("r.html"), "older");
    String only = "ReductionBenchmark.sum 2048";
    List<String> said =
        interrupted(
            "[1/4] peak",
            "kernels",
            "--only",
            only,
            "--glance",
            "--json",
            "r.json",
            "--html",
            "r.html",
            "--csv",
            "r.csv");

    assertThat(files())
        .containsExactly("r.csv", "r.html", "r.json", "r.partial.html", "r.partial.json", "stdout");
    assertThat(dir.resolve("r.json")).hasContent("older");
    assertThat(dir.resolve("r.html")).hasContent("older");
    assertThat(ResultFile.read(dir.resolve("r.partial.json")))
        .singleElement()
        .satisfies(
            m ->
                assertThat(m.about(ResultFile.WARNINGS))
                    .contains("Incomplete: 1 of 4 benchmarks were measured."));
    assertThat(dir.resolve("r.partial.html")).content().contains("Incomplete: 1 of 4");
    assertThat(dir.resolve("r.csv")).content().contains("PeakBenchmark.fma,thrpt,");
    assertThat(dir.resolve("stdout")).content().contains("Incomplete: 1 of 4");
    assertThat(said)
        .anyMatch(
            line -> line.contains("Results so far as JMH's format: r.partial.json; r.json is as"))
        .anyMatch(line -> line.contains("Results so far as CSV: r.csv"));
  }

  @Test
  void beforeTheFirstResultNothingIsWritten() throws Exception {
    Files.writeString(dir.resolve("r.json"), "older");
    List<String> said =
        interrupted(
            "First, in about", "--net", "8-4", "--glance", "--json", "r.json", "--csv", "x");

    assertThat(said).contains("No results.");
    assertThat(files()).containsExactly("r.json", "stdout");
    assertThat(dir.resolve("r.json")).hasContent("older");
  }
}
