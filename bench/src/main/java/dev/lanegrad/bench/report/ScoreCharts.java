package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores as bars: a picture for each class, mode, unit and number of threads. */
final class ScoreCharts {
  /** More would be a page of bars. */
  private static final int MOST = 40;

  /** Of the largest score and the smallest: beyond it the shortest bar can't be seen. */
  private static final double MOST_RANGE = 100;

  /** Characters that have room in a picture, of labels and of its title. */
  private static final int WIDTH = 46;

  private final Map<Group, List<Measurement>> groups = new LinkedHashMap<>();

  /** What has one scale. */
  private record Group(String owner, String way) {
    String title() {
      String title = (owner + " " + way).strip();
      // The end of a long name says more than its beginning.
      return title.length() > WIDTH ? "…" + title.substring(title.length() - WIDTH + 1) : title;
    }
  }

  /** Pictures of results. */
  ScoreCharts(List<Measurement> measurements) {
    Labels labels = new Labels(measurements);
    for (Measurement m : measurements) {
      String label = labels.of(m);
      String owner = label.substring(0, Math.max(0, label.lastIndexOf('.')));
      groups.computeIfAbsent(new Group(owner, Labels.way(m)), group -> new ArrayList<>()).add(m);
    }
  }

  /** Those that show something: of two or more scores of which none is too small to be seen. */
  List<Section.Picture> pictures() {
    List<Section.Picture> pictures = new ArrayList<>();
    groups.forEach(
        (group, all) -> {
          if (isShown(all)) {
            BarChart chart = new BarChart(group.title(), List.of("score"), BarScale.linear());
            all.forEach(m -> chart.group(label(m), List.of(bar(m))));
            pictures.add(chart);
          }
        });
    return pictures;
  }

  private static boolean isShown(List<Measurement> all) {
    double[] scores = all.stream().mapToDouble(m -> m.score().value().value()).sorted().toArray();
    double least = scores[0];
    double most = scores[scores.length - 1];
    return scores.length > 1
        && scores.length <= MOST
        && least > 0
        && most / least <= MOST_RANGE
        && all.stream().allMatch(m -> label(m).length() <= WIDTH);
  }

  private static BarChart.Bar bar(Measurement m) {
    return new BarChart.Bar(0, m.score().value(), m.score().value().asNumber());
  }

  private static String label(Measurement m) {
    String kernels = Labels.configuration(m);
    String params = Labels.params(m);
    String label = params.isEmpty() ? m.method() : m.method() + " " + params;
    return kernels.isEmpty() ? label : label + ", " + kernels;
  }
}
