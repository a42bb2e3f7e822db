package dev.lanegrad.bench.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Keeps what JMH and the measured JVM print, instead of printing it.
 *
 * <p>JMH 1.37 copies the output of the measured JVM past its {@link OutputFormat}, to {@link
 * System#out} and {@link System#err}; so these come here too until this is closed.
 */
final class ForkOutput implements OutputFormat, AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  ForkOutput() {
    PrintStream here = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(here);
    System.setErr(here);
  }

  /** The first line that a condition holds for. */
  Optional<String> firstLine(Predicate<String> condition) {
    return text().lines().map(String::strip).filter(condition).findFirst();
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void print(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void write(int value) {
    bytes.write(value);
  }

  @Override
  public void write(byte[] values) {
    bytes.writeBytes(values);
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult result) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> result) {}

  @Override
  public void flush() {}

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
