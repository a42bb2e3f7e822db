package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.BarChart;
import dev.lanegrad.bench.report.BarScale;
import dev.lanegrad.bench.report.Estimate;
import dev.lanegrad.bench.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many times as fast as the others lanegrad is, as pictures. */
final class PeerBars {
  private static final List<String> SERIES = List.of("as written", "captured");

  private final List<Message> results;

  PeerBars(List<Message> results) {
    this.results = results;
  }

  /** A picture for each network. */
  List<Section.Picture> networks() {
    return pictures("net", SERIES, "phase");
  }

  /** A picture for each number of elements. */
  List<Section.Picture> losses() {
    return pictures("n", SERIES.subList(0, 1), "loss");
  }

  private List<Section.Picture> pictures(String param, List<String> series, String label) {
    Map<String, BarChart> charts = new LinkedHashMap<>();
    for (Message m : results) {
      String peer = m.params().get("peer");
      String of = m.params().get(param);
      if (peer == null || of == null) {
        continue;
      }
      List<BarChart.Bar> bars = new ArrayList<>();
      double[] theirs = m.seconds().get(peer);
      bar(bars, 0, theirs, m.seconds().get(Names.LANEGRAD));
      bar(bars, 1, theirs, m.seconds().get(Names.CAPTURED));
      String title = param.equals("n") ? elements(of) : of;
      charts
          .computeIfAbsent(
              of,
              name ->
                  new BarChart(title + ": speed, peer = 1, log axis", series, BarScale.ofRatios()))
          .group(m.params().get(label) + ", " + peer, bars);
    }
    charts.values().removeIf(BarChart::isEmpty);
    return List.copyOf(charts.values());
  }

  private static void bar(List<BarChart.Bar> bars, int series, double[] theirs, double[] ours) {
    if (theirs == null || ours == null) {
      return;
    }
    Samples ratios = Samples.ratios(theirs, ours);
    if (!Double.isNaN(ratios.median())) {
      Estimate ratio = new Estimate(ratios.median(), ratios.spread());
      bars.add(new BarChart.Bar(series, ratio, BarChart.times(ratio)));
    }
  }

  private static String elements(String n) {
    return String.format(Locale.ROOT, "%,d elements", Long.parseLong(n));
  }
}
