package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.CsvReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A comparison as comma-separated values, a line for each library at each case. */
final class PeerCsv {
  private static final List<String> FIGURES =
      List.of("seconds", "spread_seconds", "rounds", "gflop_per_s", "bytes_allocated_per_call");

  private PeerCsv() {}

  /** The text of the file. */
  static String of(List<Message> said, Map<String, String> about) {
    List<Message> results = said.stream().filter(m -> m.kind() == Message.Kind.RESULT).toList();
    TreeSet<String> params = new TreeSet<>();
    results.forEach(m -> params.addAll(m.params().keySet()));
    List<Object> header = new ArrayList<>(List.of("benchmark", "library"));
    header.addAll(params);
    header.addAll(FIGURES);
    header.addAll(about.keySet());
    StringBuilder text = new StringBuilder(CsvReport.line(header));
    for (Message m : results) {
      for (String library : m.seconds().keySet()) {
        List<Object> row = new ArrayList<>(List.of(JmhFormat.benchmark(m), library));
        params.forEach(param -> row.add(m.params().getOrDefault(param, "")));
        figures(row, m, library);
        row.addAll(about.values());
        text.append(CsvReport.line(row));
      }
    }
    return text.toString();
  }

  private static void figures(List<Object> row, Message m, String library) {
    Samples samples = new Samples(m.seconds().get(library));
    double seconds = samples.median();
    row.add(Double.isNaN(seconds) ? "" : seconds);
    row.add(Double.isNaN(seconds) ? "" : samples.spread());
    row.add(samples.count());
    row.add(m.work() == 0 || Double.isNaN(seconds) ? "" : 1e-9 * m.work() / seconds);
    Long bytes = m.bytes().get(library);
    row.add(bytes == null ? "" : bytes);
  }
}
