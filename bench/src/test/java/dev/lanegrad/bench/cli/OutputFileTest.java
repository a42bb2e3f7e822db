package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class OutputFileTest {
  private final CommandLine command = LanegradBench.commandLine();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = System.err;

  @TempDir private Path dir;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void endListening() {
    System.setErr(err);
  }

  private OutputFile file(String name) {
    return new OutputFile(command, dir.resolve(name));
  }

  private Path existing(String name) throws IOException {
    return Files.writeString(dir.resolve(name), "old");
  }

  @Test
  void anOlderFileStaysUntilTheRunIsComplete() throws IOException {
    Path old = existing("r.json");
    OutputFile file = file("r.json");
    file.save("one");
    file.save("one, two");

    assertThat(old).hasContent("old");
    assertThat(dir.resolve("r.partial.json")).hasContent("one, two");

    assertThat(file.write("all", "JSON", true)).isTrue();
    assertThat(old).hasContent("all");
    assertThat(dir).isDirectoryNotContaining("glob:**.partial*").isDirectoryContaining(old::equals);
  }

  @Test
  void anIncompleteRunLeavesTheOlderFileAndSaysWhereItsResultsAre() throws IOException {
    Path old = existing("r.html");

    assertThat(file("r.html").write("some", "a page", false)).isTrue();
    assertThat(old).hasContent("old");
    assertThat(dir.resolve("r.partial.html")).hasContent("some");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Results so far as a page: ", "r.partial.html; ", "r.html is as it was");
  }

  /** What was left by a run that was interrupted is outdone, of pages as of results. */
  @Test
  void aCompleteRunRemovesWhatAnEarlierOneLeft() throws IOException {
    existing("r.html");
    assertThat(file("r.html").write("some", "a page", false)).isTrue();
    assertThat(file("r.html").write("all", "a page", true)).isTrue();

    assertThat(dir.resolve("r.html")).hasContent("all");
    assertThat(dir).isDirectoryNotContaining("glob:**.partial*");
  }

  @Test
  void withoutAnOlderFileTheResultsSoFarAreInTheFile() throws IOException {
    OutputFile file = file("r.json");
    assertThat(dir).isEmptyDirectory();
    file.save("one");

    assertThat(dir.resolve("r.json")).hasContent("one");
    assertThat(file.write("some", "JSON", false)).isTrue();
    assertThat(dir).isDirectoryContaining(f -> f.endsWith("r.json"));
    assertThat(dir.resolve("r.json")).hasContent("some");
  }

  @Test
  void whatCannotBeWrittenLeavesTheOlderFile() throws IOException {
    Path old = existing("r.json");
    Path gone = Files.createDirectory(dir.resolve("gone"));
    Path there = Files.writeString(gone.resolve("x.json"), "old");
    OutputFile file = new OutputFile(command, there);
    Files.delete(there);
    Files.delete(gone);

    assertThat(file.write("new", "JSON", true)).isFalse();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("there is no directory")
        .doesNotContain("Exception");
    assertThat(old).hasContent("old");
  }

  @Test
  void linksStayLinksAndPermissionsStay() throws IOException {
    Path real = existing("real.json");
    assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(dir.resolve("link.json"), Path.of("real.json"));
    Path dangling = Files.createSymbolicLink(dir.resolve("dangling.json"), Path.of("later.json"));

    assertThat(file("link.json").write("new", "JSON", true)).isTrue();
    assertThat(file("dangling.json").write("new", "JSON", true)).isTrue();
    assertThat(link).isSymbolicLink();
    assertThat(dangling).isSymbolicLink();
    assertThat(real).hasContent("new");
    assertThat(dir.resolve("later.json")).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-------");
  }

  @Test
  void devicesAreWrittenInPlace() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no device that is always full");
    OutputFile file = new OutputFile(command, full);
    file.save("one");

    assertThat(file.write("all", "JSON", true)).isFalse();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("Can't write /dev/full (no space left on device)");
    assertThat(Files.isRegularFile(full)).isFalse();
  }

  @Test
  void oneFileByTwoNamesIsRefused() throws IOException {
    Path old = existing("r.json");
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("r.json"));
    Path twin = Files.createLink(dir.resolve("twin"), old);
    Path dangling = Files.createSymbolicLink(dir.resolve("dangling"), Path.of("new.json"));

    refuses(old, old);
    refuses(old, dir.resolve("./r.json"));
    refuses(old, dir.resolve("none/../r.json").normalize());
    refuses(old, link);
    refuses(old, twin);
    refuses(dir.resolve("new.json"), dangling);
    refuses(dir.resolve("new.json"), dir.resolve("./new.json"));
    OutputFile.checkDistinct(command, Map.of("--json", old, "--html", dir.resolve("new.json")));
    OutputFile.checkDistinct(
        command, Map.of("--json", Path.of("/dev/null"), "--html", Path.of("/dev/null")));
  }

  private void refuses(Path a, Path b) {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("--json", a);
    files.put("--html", b);
    assertThatThrownBy(() -> OutputFile.checkDistinct(command, files))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--html " + b + " would overwrite --json " + a + ", the same file");
  }
}
