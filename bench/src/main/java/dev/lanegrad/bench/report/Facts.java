package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Caches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

  /**
   * Adds the machine that was measured.
   *
   * @param about the text of a key of {@link ResultFile}; empty where not known
   */
  public Facts machine(UnaryOperator<String> about) {
    String cpu = about.apply(ResultFile.CPU);
    add("CPU", cpu);
    add("flags", about.apply(ResultFile.FLAGS));
    Caches caches = Caches.parse(about.apply(ResultFile.CACHES));
    // A file that knows no machine says nothing of its caches; a machine may not tell them.
    if (caches.areKnown() || !cpu.isEmpty()) {
      add("caches", caches.toString());
    }
    add("JDK", about.apply(ResultFile.JDK));
    return add("system", about.apply(ResultFile.SYSTEM));
  }

  /**
   * Adds the run that measured.
   *
   * @param about the text of a key of {@link ResultFile}; empty where not known
   */
  public Facts run(UnaryOperator<String> about) {
    add("version", about.apply(ResultFile.VERSION));
    add("commit", about.apply(ResultFile.COMMIT));
    add("command", about.apply(ResultFile.COMMAND));
    return add("when", about.apply(ResultFile.MEASURED_AT));
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
