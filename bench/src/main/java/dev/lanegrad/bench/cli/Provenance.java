package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Caches;
import dev.lanegrad.bench.run.JvmFacts;
import dev.lanegrad.bench.run.Machine;
import dev.lanegrad.bench.run.Widths;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What results say of where they come from, by its keys in files. */
final class Provenance {
  private Provenance() {}

  /** This machine, this JVM and this moment; may be added to. */
  static Map<String, String> of(String command) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put(ResultFile.CPU, Machine.cpu());
    about.put(ResultFile.FLAGS, Machine.flags());
    about.put(ResultFile.FMA, JvmFacts.onOff("UseFMA"));
    about.put(ResultFile.CACHES, Caches.ofThisMachine().toFileText());
    about.put(ResultFile.JDK, Machine.jdk());
    about.put(ResultFile.SYSTEM, Machine.system());
    about.put(ResultFile.PREFERRED, "" + Widths.preferred());
    about.put(ResultFile.VERSION, Version.text());
    Version.commit().ifPresent(commit -> about.put(ResultFile.COMMIT, commit));
    about.put(ResultFile.COMMAND, command);
    about.put(ResultFile.MEASURED_AT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return about;
  }
}
