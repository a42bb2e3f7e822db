package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Labels and what stands behind them, one below the other. */
public final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  /** Adds one, unless nothing is known of it. */
  public Facts add(String label, String text) {
    if (!text.isEmpty()) {
      facts.put(label, text);
    }
    return this;
  }

  Map<String, String> all() {
    return facts;
  }

  /** Aligned, and no longer than {@code width} if that can be. */
  public List<String> lines(int width) {
    int label = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    facts.forEach(
        (name, text) ->
            lines.addAll(
                Wrap.lines(String.format("%-" + label + "s  %s", name, text), width, label + 2)));
    return lines;
  }

  /** One JSON object. */
  public String toJson() {
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(facts)
        + "\n";
  }
}
