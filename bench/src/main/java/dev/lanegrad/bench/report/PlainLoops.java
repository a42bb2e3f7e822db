package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.ScalarLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Of which plain loops C2 made vectors where results were measured, as they say. */
final class PlainLoops {
  private static final String CLASS = "Benchmark.";

  private final Set<String> tried = new TreeSet<>();
  private final Set<String> scalar = new TreeSet<>();

  PlainLoops(List<Measurement> measurements) {
    for (Measurement m : measurements) {
      m.about(ResultFile.LOOPS_TRIED).lines().forEach(tried::add);
      m.about(ResultFile.LOOPS_SCALAR).lines().forEach(scalar::add);
    }
  }

  /** {@code vectors} or {@code scalar}; empty where nobody tried. */
  String of(Measurement m) {
    String kernel = ScalarLoops.kernel(m.benchmark(), m.params());
    if (!tried.contains(kernel)) {
      return "";
    }
    return scalar.contains(kernel) ? "scalar" : "vectors";
  }

  /** What the baselines of a table are. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(Notes.baselines());
    if (!tried.isEmpty()) {
      notes.add(
          scalar.isEmpty()
              ? "C2 makes vectors of all of these plain loops"
              : "C2 leaves these plain loops scalar (they take as long under -XX:-UseSuperWord), so"
                  + " that \"vs plain loops\" is against scalar code there: "
                  + names(scalar));
    }
    return notes;
  }

  /** {@code unary exp, reduction sum}. */
  static String names(Set<String> kernels) {
    return String.join(", ", kernels.stream().map(PlainLoops::name).toList());
  }

  private static String name(String kernel) {
    return kernel.replace(CLASS, " ").replace(" apply", "").toLowerCase(Locale.ROOT);
  }
}
