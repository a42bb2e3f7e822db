package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.ScalarLoops;
import dev.lanegrad.bench.run.ScalarLoops.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Of which plain loops C2 made vectors where results were measured, as they say. */
final class PlainLoops {
  private final Map<String, Code> codes = new TreeMap<>();

  PlainLoops(List<Measurement> measurements) {
    for (Measurement m : measurements) {
      add(m, ResultFile.LOOPS_TRIED, Code.VECTORS);
    }
    for (Measurement m : measurements) {
      add(m, ResultFile.LOOPS_UNDECIDED, Code.UNDECIDED);
      add(m, ResultFile.LOOPS_SCALAR, Code.SCALAR);
    }
  }

  private void add(Measurement m, String key, Code code) {
    m.about(key).lines().forEach(kernel -> codes.put(kernel, code));
  }

  /** {@code vectors}, {@code scalar} or {@code undecided}; empty where nobody tried. */
  String of(Measurement m) {
    Code code = codes.get(ScalarLoops.kernel(m.benchmark(), m.params()));
    return code == null ? "" : code.text();
  }

  /** What the baselines of a table are. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(Notes.baselines());
    if (!codes.isEmpty()) {
      String scalar = names(Code.SCALAR);
      String undecided = names(Code.UNDECIDED);
      if (scalar.isEmpty() && undecided.isEmpty()) {
        notes.add("C2 makes vectors of all of these plain loops");
      }
      if (!scalar.isEmpty()) {
        notes.add(
            "C2 leaves these plain loops scalar (they take as long under -XX:-UseSuperWord), so"
                + " that \"vs plain loops\" is against scalar code there: "
                + scalar);
      }
      if (!undecided.isEmpty()) {
        notes.add(
            "undecided, whether C2 makes vectors of these plain loops (the times with and without"
                + " -XX:-UseSuperWord are in between): "
                + undecided);
      }
    }
    return notes;
  }

  /** As tables name them. */
  private String names(Code code) {
    return codes.entrySet().stream()
        .filter(entry -> entry.getValue() == code)
        .map(entry -> Names.kernel(entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
