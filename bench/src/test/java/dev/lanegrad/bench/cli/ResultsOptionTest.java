package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.report.JmhJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are kept, of a stored file, as of a run that has just ended. */
class ResultsOptionTest {
  private static final String RUN = "2026-11-27-some-7-0123456";

  private final StringWriter said = new StringWriter();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream err = System.err;

  @TempDir private Path dir;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void endListening() {
    System.setErr(err);
  }

  private String text(String... more) {
    String about =
        "\"lanegrad\": {\"cpu\": \"Some CPU 7 (2 processors)\", \"jdk\": \"25.0.3+9, VM\","
            + " \"commit\": \"0123456789abcdef0123456789abcdef01234567\","
            + " \"measuredAt\": \"2026-11-27T12:00:00Z\","
            + " \"command\": \"java -jar lanegrad-bench.jar kernels --json x.json\""
            + String.join("", more)
            + "}, \"benchmark\"";
    return JmhJson.file(JmhJson.of("org.acme.A.b", "thrpt", "ops/s", 10, 1))
        .replace("\"benchmark\"", about);
  }

  private int keep(String results, Path directory) throws Exception {
    Path file = Files.writeString(dir.resolve("stored.json"), results);
    return LanegradBench.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(said))
        .execute("report", file.toString(), "--results", directory.toString());
  }

  @Test
  void aRunHasItsFolderAndItsRow() throws Exception {
    Path results = dir.resolve("new/results");

    assertThat(keep(text(), results)).as(said.toString()).isZero();
    assertThat(results.resolve(RUN)).isDirectory();
    assertThat(results.resolve(RUN + "/kernels.json")).hasContent(text());
    assertThat(results.resolve(RUN + "/kernels.html")).content().contains("<h1>", "A.b");
    assertThat(results.resolve(RUN + "/kernels.md")).content().contains("| A.b |");
    assertThat(results.resolve("README.md"))
        .content()
        .contains(
            "| 2026-11-27 | `0123456` | Some CPU 7 (2 processors) | 25.0.3+9 | [kernels]("
                + RUN
                + "/kernels.md) |");
    try (var files = Files.walk(results)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(4);
    }
  }

  @Test
  void theSameRunTwiceIsOneRow() throws Exception {
    keep(text(), dir.resolve("results"));
    keep(text(), dir.resolve("results"));

    assertThat(dir.resolve("results/README.md")).content().containsOnlyOnce("| 2026-11-27 ");
    assertThat(dir.resolve("results/" + RUN)).isDirectoryNotContaining("glob:**partial*");
  }

  @Test
  void whatIsNotCompleteIsKeptButNotListed() throws Exception {
    String incomplete = text(", \"warnings\": \"Incomplete: 1 of 2 benchmarks were measured.\"");

    assertThat(keep(incomplete, dir.resolve("results"))).isZero();
    assertThat(dir.resolve("results/" + RUN + "/kernels.md")).content().contains("1 of 2");
    assertThat(dir.resolve("results/README.md")).doesNotExist();
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("the index doesn't list them");
  }

  @Test
  void resultsOfNoKnownCommitAreRefused() throws Exception {
    String unknown = text().replaceAll("\"commit\": \"[0-9a-f]*\",", "");

    assertThat(keep(unknown, dir.resolve("results"))).isEqualTo(2);
    assertThat(said.toString()).contains("of which commit they are").hasLineCount(1);
    assertThat(dir.resolve("results")).doesNotExist();
  }

  @Test
  void aFolderWithAnotherReadmeIsRefusedAndStays() throws Exception {
    Path other = Files.createDirectory(dir.resolve("other"));
    Files.writeString(other.resolve("README.md"), "Mine.");

    assertThat(keep(text(), other)).isEqualTo(2);
    assertThat(said.toString()).contains("isn't an index of results").hasLineCount(1);
    assertThat(other.resolve("README.md")).hasContent("Mine.");
    try (var files = Files.list(other)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatCannotBeAFolderIsRefused() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "old");

    assertThat(keep(text(), file)).isEqualTo(2);
    assertThat(said.toString()).contains("can't make the directory").hasLineCount(1);
    assertThat(file).hasContent("old");
  }
}
