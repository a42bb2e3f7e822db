package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;

/**
 * Results as comma-separated values, a line for each benchmark in each configuration: first as JMH
 * gave them, then by the second.
 */
public final class CsvReport {
  private static final List<String> FIRST =
      List.of("benchmark", "mode", "threads", "forks", "configuration", "bits", "kernel_threads");
  private static final List<String> LAST =
      List.of(
          "batch_size",
          "samples",
          "score",
          "score_error",
          "unit",
          "p50",
          "p99",
          "max",
          "ops_per_s",
          "error_ops_per_s",
          "ns_per_op",
          "gflop_per_s",
          "gb_per_s",
          "bytes_allocated_per_op",
          "jvm_args",
          "cpu",
          "jdk",
          "version",
          "measured_at");

  private CsvReport() {}

  /** The text of the file. */
  public static String of(List<Measurement> measurements) {
    TreeSet<String> params = new TreeSet<>();
    measurements.forEach(m -> params.addAll(m.params().keySet()));
    List<String> header = new ArrayList<>(FIRST);
    params.forEach(param -> header.add(column(param)));
    header.addAll(LAST);
    StringBuilder text = new StringBuilder(line(header));
    measurements.forEach(m -> text.append(line(row(m, params))));
    return text.toString();
  }

  /**
   * A line with its end.
   *
   * <p>Not through CSVPrinter, whose class file needs annotations that are nowhere to be found.
   */
  public static String line(List<?> cells) {
    return CSVFormat.RFC4180.format(cells.toArray()) + CSVFormat.RFC4180.getRecordSeparator();
  }

  /** A parameter may be called as a column is. */
  private static String column(String param) {
    return FIRST.contains(param) || LAST.contains(param) ? "param:" + param : param;
  }

  private static List<Object> row(Measurement m, Iterable<String> params) {
    boolean own = Suite.has(m);
    double rate = m.rate().value();
    Score score = m.score();
    Optional<Work> work = Work.of(m);
    List<Object> row = new ArrayList<>();
    row.add(m.benchmark());
    row.add(m.mode());
    row.add(m.threads());
    row.add(m.jmh(ResultFile.FORKS));
    row.add(own ? m.configuration().name() : "");
    row.add(own ? m.bits() : "");
    row.add(own ? m.kernelThreads() : "");
    params.forEach(param -> row.add(m.params().getOrDefault(param, "")));
    row.add(m.batchSize());
    row.add(score.count());
    row.add(known(score.value().value()));
    row.add(known(score.value().error()));
    row.add(score.unit());
    for (double percent : new double[] {50, 99, 100}) {
      row.add(known(score.percentiles().getOrDefault(percent, Double.NaN)));
    }
    row.add(known(rate));
    row.add(known(m.rate().error()));
    row.add(known(1e9 * m.threads() / rate));
    row.add(work.map(w -> known(1e-9 * rate * w.flops())).orElse(""));
    row.add(work.map(w -> known(1e-9 * rate * w.bytes())).orElse(""));
    row.add(known(m.bytesAllocated()));
    row.add(String.join(" ", m.jvmArgs()));
    row.add(m.about(ResultFile.CPU));
    row.add(m.about(ResultFile.JDK));
    row.add(m.about(ResultFile.VERSION));
    row.add(m.about(ResultFile.MEASURED_AT));
    return row;
  }

  private static Object known(double value) {
    return Double.isFinite(value) ? value : "";
  }
}
