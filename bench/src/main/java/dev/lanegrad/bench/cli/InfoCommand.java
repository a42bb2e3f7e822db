package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Facts;
import dev.lanegrad.bench.run.Caches;
import dev.lanegrad.bench.run.JvmFacts;
import dev.lanegrad.bench.run.Machine;
import dev.lanegrad.bench.run.Widths;
import dev.lanegrad.kernel.Kernels;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is there to measure with; measures nothing. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Tells what matters of the CPU and the JVM, at once and without measuring.")
final class InfoCommand implements Callable<Integer> {
  @Option(names = "--json", paramLabel = "FILE", description = "Write it as one JSON object.")
  private Path json;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Optional<OutputFile> file =
        Optional.ofNullable(json).map(path -> new OutputFile(command.commandLine(), path));
    Facts facts = facts();
    PrintWriter out = command.commandLine().getOut();
    facts.lines(Terminal.width()).forEach(out::println);
    out.flush();
    return file.map(f -> f.write(facts.toJson(), "JSON", true)).orElse(true) ? 0 : 1;
  }

  private static Facts facts() {
    boolean c2 = JvmFacts.hasC2();
    Facts facts =
        new Facts()
            .add("CPU", Machine.cpu())
            .add("flags", Machine.flags())
            .add("caches", Caches.ofThisMachine().toString())
            .add("governor", Machine.governor().orElse("unknown"))
            .add("system", Machine.system())
            .add("JDK", Machine.jdk())
            .add("C2", c2 ? "yes" : "no: vectors would be slower than plain loops by far")
            .add("FMA", JvmFacts.onOff("UseFMA"));
    JvmFacts.flag("UseAVX").ifPresent(level -> facts.add("UseAVX", level));
    JvmFacts.flag("UseSVE").ifPresent(level -> facts.add("UseSVE", level));
    facts
        .add("vectors", vectors())
        .add("preferred", Widths.preferred() + " bits, " + Widths.preferred() / 32 + " floats")
        .add("threads", Runtime.getRuntime().availableProcessors() + " by default")
        .add("kernels", Kernels.current().description())
        .add("version", Version.text())
        .add("commit", Version.commit().orElse(""));
    return facts;
  }

  private static String vectors() {
    List<String> parts = new ArrayList<>(List.of(Widths.available() + " bits"));
    List<String> without = Widths.ALL.stream().filter(w -> !Widths.isAvailable(w)).toList();
    if (!without.isEmpty()) {
      parts.add("not " + String.join(", ", without));
    }
    return String.join("; ", parts);
  }
}
