package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.Conditions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks of a configuration once, in one JVM: their answers are checked before they
 * run, so this takes seconds and times nothing.
 */
public final class AnswerCheck {
  /**
   * In place of the sizes that are measured, which are checked when they are: primes, for whole
   * vectors and a rest, and products that take a moment and not minutes in scalar loops.
   */
  private static final List<String> SIZES =
      List.of(
          "n=2053",
          "shape=10x16x32,61x127x263,256x256x256",
          "net=article,digits,67-37-5:29",
          "rows=11x37,3x2053");

  /** JMH prints it for each benchmark. */
  private static final String BENCHMARK_LINE = "# Benchmark: ";

  private AnswerCheck() {}

  /**
   * What came out.
   *
   * @param benchmarks how many ran
   * @param reason why it failed; empty if it did not
   */
  public record Outcome(int benchmarks, String reason) {
    public boolean isRight() {
      return reason.isEmpty();
    }
  }

  /** Runs the benchmarks whose names match a regular expression. */
  public static Outcome run(Configuration configuration, String only)
      throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(command(configuration, only)).redirectErrorStream(true).start();
    Thread stop = new Thread(jvm::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
    String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = jvm.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    if (exitCode != 0) {
      return new Outcome(0, Failure.reason(output));
    }
    long benchmarks = output.lines().filter(line -> line.startsWith(BENCHMARK_LINE)).count();
    return new Outcome((int) benchmarks, "");
  }

  /** Whether there are benchmarks whose names match a regular expression. */
  public static boolean matches(String only) {
    return !BenchmarkList.defaultList()
        .find(
            OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
            List.of(inAnyCase(only)),
            List.of())
        .isEmpty();
  }

  /** As the pattern is taken everywhere else. */
  private static String inAnyCase(String only) {
    return "(?i)" + only;
  }

  private static List<String> command(Configuration configuration, String only) {
    Fork fork = Conditions.class.getAnnotation(Fork.class);
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.addAll(List.of(fork.jvmArgsPrepend()));
    command.addAll(List.of(fork.jvmArgs()));
    command.addAll(configuration.jvmArgs());
    command.addAll(List.of("-Djmh.ignoreLock=true", "-cp", System.getProperty("java.class.path")));
    command.add(org.openjdk.jmh.Main.class.getName());
    command.addAll(
        List.of(inAnyCase(only), "-f", "0", "-bm", "ss", "-wi", "0", "-i", "1", "-foe", "true"));
    SIZES.forEach(size -> command.addAll(List.of("-p", size)));
    return command;
  }
}
