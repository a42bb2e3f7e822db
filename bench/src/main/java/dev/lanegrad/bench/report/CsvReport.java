package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;

/** Results as comma-separated values, a line for each benchmark in each configuration. */
public final class CsvReport {
  private static final List<String> FIRST =
      List.of("benchmark", "configuration", "bits", "threads");
  private static final List<String> LAST =
      List.of(
          "ops_per_s",
          "error_ops_per_s",
          "ns_per_op",
          "gflop_per_s",
          "gb_per_s",
          "bytes_allocated_per_op",
          "unsettled",
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
    header.addAll(params);
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

  private static List<Object> row(Measurement m, Iterable<String> params) {
    double rate = m.rate().value();
    Optional<Work> work = Work.of(m);
    List<Object> row = new ArrayList<>();
    row.add(m.benchmark());
    row.add(m.configuration().name());
    row.add(m.bits());
    row.add(m.configuration().threads());
    params.forEach(param -> row.add(m.params().getOrDefault(param, "")));
    boolean settled = m.isSettled();
    row.add(settled ? rate : "");
    row.add(!settled || Double.isNaN(m.rate().error()) ? "" : m.rate().error());
    row.add(settled ? 1e9 / rate : "");
    row.add(work.filter(w -> settled).<Object>map(w -> 1e-9 * rate * w.flops()).orElse(""));
    row.add(work.filter(w -> settled).<Object>map(w -> 1e-9 * rate * w.bytes()).orElse(""));
    row.add(Double.isNaN(m.bytesAllocated()) ? "" : m.bytesAllocated());
    row.add(m.about(ResultFile.UNSETTLED));
    row.add(String.join(" ", m.jvmArgs()));
    row.add(m.about(ResultFile.CPU));
    row.add(m.about(ResultFile.JDK));
    row.add(m.about(ResultFile.VERSION));
    row.add(m.about(ResultFile.MEASURED_AT));
    return row;
  }
}
