package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.bench.Main;
import dev.lanegrad.bench.report.JmhJson;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Peers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path changed;

  private int run(String... args) {
    return LanegradBench.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(LanegradBench.withCommand(args));
  }

  @ParameterizedTest
  @CsvSource({
    "'measure --foo', 'there is no option --foo; there are --net'",
    "'--foo', 'there is no option --foo; there are --net'",
    "'mesure', 'there is no command ''mesure''; there are info, measure'",
    "'check extra', 'the argument ''extra'' is one too many'",
    "'--bits 100', 'should be one of 64, 128, 256, 512 or max'",
    "'--threads 0', 'should be a whole number from 1 to 1024'",
    "'--threads two', 'should be a whole number from 1 to 1024'",
    "'--net foo', 'give article, digits, wide, or widths such as 100-50-1'",
    "'--net 8-4 --batch 0', 'should be a whole number from 1'",
    "'--batch 32', 'such as --net 100-50-1 --batch 32'",
    "'--net', 'Missing required parameter'",
    "'--quick --full', 'mutually exclusive'",
    "'peers --only foo', 'should be some of products,networks,losses,start'",
    "'peers --threads 0', 'should be a whole number from 1 to 1024'",
    "'--json /no/such/directory/x.json', 'there is no directory /no/such/directory'",
    "'--html /no/such/directory/x.html', 'there is no directory /no/such/directory'",
    "'kernels --csv /no/such/directory/x.csv', 'there is no directory /no/such/directory'",
    "'kernels --results', 'Missing required parameter'",
    "'kernels --only nonsense', '--only matches no kernel'",
    "'kernels --only (', 'should be a regular expression'",
    "'widths --bits 96', 'should be some of 64,128,256,512'",
    "'--phase sideways', 'should be one of forward, backward, update, step, captured'",
    "'compare a.json', 'Missing required parameter'",
    "'compare a.json b.json', 'there is no file a.json'",
    "'report', 'Missing required parameter'",
    "'report /', 'can''t read / (it is a directory); name a file that --json wrote'",
    "'compare / /', 'can''t read / (it is a directory); name a file that --json wrote'",
    "'--json same.x --html ./same.x', '--html ./same.x would overwrite --json same.x'",
    "'--net 1000000-1000000', 'doesn''t fit the heap of the measurement: at most 20,000,000'",
    "'--net 8-99999999999999', 'doesn''t fit the heap of the measurement'",
    "'--json -', '''-'' should be the name of a file: stdout is for the tables'",
    "'kernels --html -', '''-'' should be the name of a file: stdout is for'",
    "'report r.json --csv -', '''-'' should be the name of a file: stdout is for'",
    "'info --json -', '''-'' should be the name of a file: stdout is for'",
    "'peers --html -', '''-'' should be the name of a file: stdout is for'",
    "'compare - -', '''-'' should be the name of a file'",
    "'--net ,', '--net '','' names nothing: give NET, or leave it out'",
    "'--phase ,,', '--phase '',,'' names nothing'",
    "'widths --bits ,', '--bits '','' names nothing'",
    "'peers --only ,', '--only '','' names nothing'",
    "'check --only nonsense', '--only matches no benchmark'",
    "'report @x', 'there is no file @x'",
    "'widths --only relu --batch 3', '--batch is for networks of your own'",
    "'check --only (', 'should be a regular expression'",
    "'widths --only nonsense', '--only matches no kernel'",
    "'roofline --only nonsense', '--only matches no kernel'",
    "'soak --net foo', 'give article, digits, wide, or widths such as 100-50-1'",
    "'soak --steps 0', 'should be a whole number from 1'",
    "'start --runs none', 'should be a whole number from 1'",
  })
  void wrongArgumentsGetOneLineThatSaysWhatWouldBeRight(String args, String message) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("--help").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theComparisonWithoutTheOtherLibrariesNamesTheProfile() {
    assumeTrue(Peers.find().isEmpty(), "this is a build with the profile peers");
    assertThat(run("peers")).isEqualTo(2);
    assertThat(err.toString()).contains("add the profile peers").hasLineCount(1);
  }

  @Test
  void aDirectoryIsNoFileForResults(@TempDir Path dir) {
    assertThat(run("measure", "--json", dir.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("it is a directory").hasLineCount(1);
  }

  /** Before anything is measured; the administrator, too, can't write there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "measure --json",
        "measure --csv",
        "measure --html",
        "widths --html",
        "kernels --csv",
        "roofline --html",
        "peers --json",
        "peers --csv",
        "peers --html",
        "info --json"
      })
  void whatCannotBeWrittenIsFoundBeforeTheRun(String args) {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no files of the kernel");
    for (String name : List.of("/proc/x.html", "/sys/x.html", "/proc/cpuinfo")) {
      assertThat(run((args + " " + name).split(" "))).isEqualTo(2);
      assertThat(err.toString()).contains("can't write to " + name).hasLineCount(1);
      err.getBuffer().setLength(0);
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aReportThatCannotBeWrittenIsNotMade() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no files of the kernel");
    assertThat(run("report", path("small.json"), "--html", "/proc/x.html")).isEqualTo(2);
    assertThat(err.toString()).contains("no file can be made in /proc").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whatIsNoTextIsSaid(@TempDir Path dir) throws Exception {
    Path file = Files.write(dir.resolve("x.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

    assertThat(run("report", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file.toString()).hasLineCount(1).doesNotContain("length =");
  }

  @Test
  void aFileWithoutAnEndIsNotReadToIt() {
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "no device without an end");

    assertThat(run("report", zero.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("it has more than 128 MiB").hasLineCount(1);
  }

  @Test
  void aWrongSettingOfTheEngineIsOneLine() throws Exception {
    List<String> said = new ArrayList<>();
    Process info =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Dlanegrad.kernels=foo",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "info")
            .redirectErrorStream(true)
            .start();
    info.inputReader().lines().filter(line -> !line.startsWith("WARNING")).forEach(said::add);

    assertThat(info.waitFor()).isEqualTo(2);
    assertThat(said)
        .containsExactly("lanegrad-bench: lanegrad.kernels=foo: must be vector or scalar");
  }

  @Test
  void linksInACircleAreNoFile(@TempDir Path dir) throws Exception {
    Path a = dir.resolve("a");
    Files.createSymbolicLink(a, dir.resolve("b"));
    Files.createSymbolicLink(dir.resolve("b"), a);

    assertThat(run("--json", a.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("its links lead round in a circle").hasLineCount(1);
  }

  @Test
  void aReportDoesNotOverwriteWhatItIsMadeOf(@TempDir Path dir) throws Exception {
    Path file = Files.copy(Path.of(path("small.json")), dir.resolve("r.json"));

    assertThat(run("report", file.toString(), "--html", dir.resolve("./r.json").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("would overwrite RESULT").hasLineCount(1);
    assertThat(ResultFile.read(file)).isNotEmpty();
  }

  @Test
  void testingForAFileLeavesNone(@TempDir Path dir) {
    assertThat(run("--json", dir.resolve("x.json").toString(), "--net", "foo")).isEqualTo(2);
    assertThat(run("--net", "8-4", "--json", dir.resolve("a/b.json").toString())).isEqualTo(2);
    assertThat(dir).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "measure",
        "check",
        "peers",
        "article",
        "info",
        "widths",
        "kernels",
        "roofline",
        "compare",
        "report",
        "start",
        "soak"
      })
  void everyCommandHasHelp(String command) {
    assertThat(run((command + " --help").strip().split(" "))).isZero();
    assertThat(out.toString()).contains("Usage: lanegrad-bench " + command);
  }

  @Test
  void infoTellsWithoutMeasuring() {
    assertThat(run("info")).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^CPU ")
        .containsPattern("(?m)^C2 +yes")
        .containsPattern("(?m)^preferred +[0-9]+ bits")
        .containsPattern("(?m)^threads +[0-9]+");
  }

  @ParameterizedTest
  @CsvSource({"small.json, 0, 0, 0", "slower.json, 1, 1, 1", "faster.json, 1, 0, 1"})
  void compareExitsWith1BeyondTheErrorBars(String now, int any, int slower, int swapped)
      throws Exception {
    String before = path("small.json");
    String after = now.equals("small.json") ? before : changed(now);

    assertThat(run("compare", before, after)).isEqualTo(any);
    assertThat(run("compare", "--slower", before, after)).isEqualTo(slower);
    assertThat(run("compare", after, before)).isEqualTo(swapped);
  }

  private static JmhJson result(String mode, String unit, double score, int threads) {
    return JmhJson.of("org.acme.ListBenchmark.get", mode, unit, score, score / 100)
        .threads(threads);
  }

  private String stored(String name, JmhJson... results) throws Exception {
    return Files.writeString(changed.resolve(name), JmhJson.file(results)).toString();
  }

  @Test
  void aFallWithMoreThreadsOrInTimesIsSlower() throws Exception {
    String old = stored("a", result("thrpt", "ops/s", 9, 1), result("thrpt", "ops/s", 30, 4));
    String now = stored("b", result("thrpt", "ops/s", 9, 1), result("thrpt", "ops/s", 6, 4));
    String shorter = stored("c", result("avgt", "us/op", 5, 1));
    String longer = stored("d", result("avgt", "ns/op", 9000, 1));

    assertThat(run("compare", "--slower", old, now)).isEqualTo(1);
    assertThat(run("compare", "--slower", now, old)).isZero();
    assertThat(run("compare", "--slower", shorter, longer)).isEqualTo(1);
    assertThat(run("compare", "--slower", longer, shorter)).isZero();
    assertThat(run("compare", longer, shorter)).isEqualTo(1);
  }

  @Test
  void filesInOtherModesAreNotComparedAndTheReasonIsGiven() throws Exception {
    String rates = stored("a", result("thrpt", "ops/s", 9, 1));
    String times = stored("b", result("avgt", "s/op", 9, 1));

    assertThat(run("compare", rates, times)).isEqualTo(2);
    assertThat(err.toString())
        .contains("have no result in common that was measured in the same way: ListBenchmark.get:")
        .hasLineCount(1);
  }

  @Test
  void resultsOfAnyBenchmarkAreReported() throws Exception {
    assertThat(run("report", stored("a", result("avgt", "s/op", 9, 13)))).isZero();
    assertThat(out.toString()).containsPattern("ListBenchmark.get +avgt +13 .* s/op");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'r.json is empty'",
    "[], 'r.json has no results in it'",
    "'[{\"benchmark\":', 'r.json ends within a result'",
    "'{}', 'an array was expected'",
  })
  void whatIsNoResultFileGetsItsReason(String text, String reason) throws Exception {
    String file = Files.writeString(changed.resolve("r.json"), text).toString();

    assertThat(run("report", file)).isEqualTo(2);
    assertThat(run("compare", file, file)).isEqualTo(2);
    assertThat(err.toString()).contains(reason).hasLineCount(2);
    assertThat(out.toString()).isEmpty();
  }

  private static String path(String name) throws Exception {
    return Path.of(ResultFile.class.getResource(name).toURI()).toString();
  }

  /** The stored result with one rate lower or higher. */
  private String changed(String name) throws Exception {
    String text = Files.readString(Path.of(path("small.json")));
    String rate = name.equals("slower.json") ? "6000.0" : "20000.0";
    return Files.writeString(
            changed.resolve(name), text.replace("\"score\": 12345.6", "\"score\": " + rate))
        .toString();
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("lanegrad \\d+\\.\\d+.*\\R").doesNotContain("$");
  }
}
