package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.bench.Main;
import dev.lanegrad.bench.report.ResultFile;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of words that the terminal can't show, or that nobody can read. */
class StandardStreamsTest {
  @ParameterizedTest
  @CsvSource({
    "US-ASCII, '8.42+/-0.21 us +/-'",
    "ISO-8859-5, '8.42+/-0.21 us +/-'",
    "ISO-8859-1, '8.42 ± 0.21 µs ±'",
    "UTF-8, '8.42 ± 0.21 µs ±'"
  })
  void whatACharsetLacksIsSpelledOut(String charset, String printed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Charset own = Charset.forName(charset);
    PrintStream out = StandardStreams.spellingOut(new PrintStream(bytes, true, own));
    out.print("8.42 ± 0.21 µs ±");
    new PrintWriter(out, true, out.charset()).append("8.42 ± 0.21 µs ±").flush();

    assertThat(bytes.toString(own)).isEqualTo(printed + printed);
  }

  @Test
  void longTextsAreWhole() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream ascii = new PrintStream(bytes, true, StandardCharsets.US_ASCII);
    StandardStreams.spellingOut(ascii).print("1±2µ".repeat(10_000));

    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("1+/-2u".repeat(10_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "info", "article", "report FILE", "compare FILE FILE"})
  void outputThatIsLostIsNoSuccess(String command) throws Exception {
    List<String> args = List.of(command.replace("FILE", stored()).split(" "));

    assertThat(exitCode(args, "/dev/full", "/dev/null")).isEqualTo(3);
    assertThat(exitCode(args, "/dev/null", "/dev/null")).isZero();
  }

  @Test
  void errorsThatAreLostAreNoSuccess(@TempDir Path dir) throws Exception {
    String page = dir.resolve("page.html").toString();

    assertThat(exitCode(List.of("report", stored(), "--html", page), "/dev/null", "/dev/full"))
        .isEqualTo(3);
    assertThat(Path.of(page)).isNotEmptyFile();
  }

  private static String stored() throws Exception {
    return Path.of(ResultFile.class.getResource("small.json").toURI()).toString();
  }

  private static int exitCode(List<String> args, String out, String err) throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no device that is always full");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(args);
    return new ProcessBuilder(line)
        .redirectOutput(new File(out))
        .redirectError(new File(err))
        .start()
        .waitFor();
  }
}
