package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Interruption;
import dev.lanegrad.bench.run.Machine;
import dev.lanegrad.bench.run.Peers;
import dev.lanegrad.bench.run.Peers.Part;
import dev.lanegrad.bench.run.Peers.Request;
import dev.lanegrad.bench.run.Peers.Thoroughness;
import dev.lanegrad.bench.run.RunLock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Other libraries at the same work, side by side. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description =
        "Compares lanegrad with MKL, OpenBLAS, netlib, EJML, libtorch, DJL and ND4J: matrix"
            + " products, networks, losses, and time to the first step. Needs the Maven profile"
            + " peers.")
final class PeersCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      converter = PartName.class,
      description = "Any of products, networks, losses, start; default all.")
  private List<Part> parts = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.Threads.class,
      description = "Threads that each library may use; default 1.")
  private int threads;

  @Option(
      names = "--avx2",
      description =
          "All by their kernels for AVX2, lanegrad by 16 vectors of 256 bits, as on a CPU without"
              + " AVX-512.")
  private boolean avx2;

  @Mixin private NetworkOptions networks;
  @Mixin private ResultOptions output;
  @Mixin private ViewOptions views;
  @ArgGroup private Choice choice = new Choice();

  @Spec private CommandSpec command;

  private static final class PartName implements ITypeConverter<Part> {
    @Override
    public Part convert(String name) {
      return Stream.of(Part.values())
          .filter(part -> part.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + name + "' should be some of products,networks,losses,start"));
    }
  }

  private static final class Choice {
    @Option(names = "--quick", description = "Some ten minutes: the default.")
    private boolean quick;

    @Option(names = "--full", description = "More and longer samples: an hour.")
    private boolean full;

    @Option(names = "--glance", description = "Short; the figures mean nothing.", hidden = true)
    private boolean glance;

    Thoroughness thoroughness() {
      if (full) {
        return Thoroughness.FULL;
      }
      return glance ? Thoroughness.GLANCE : Thoroughness.QUICK;
    }
  }

  @Override
  @SuppressWarnings("try") // the interruption is for the time of the run
  public Integer call() {
    Request request =
        new Request(parts(), networks.networks(), threads, avx2, choice.thoroughness());
    output.check();
    views.check(command.commandLine());
    Peers peers = Peers.find().orElseThrow(this::missing);
    try (RunLock lock = RunLock.take()) {
      if (!lock.alone()) {
        System.err.println(
            "Warning: another measurement runs on this machine at this moment; the figures of both"
                + " are too low.");
      }
      Map<String, String> about = about();
      boolean complete;
      try (Interruption interruption = new Interruption(() -> report(peers, about))) {
        complete = peers.run(request, System.err::println);
      }
      boolean written = report(peers, about);
      return complete && written ? 0 : FAILED;
    }
  }

  private Set<Part> parts() {
    return parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
  }

  private ParameterException missing() {
    return new ParameterException(
        command.commandLine(),
        "the other libraries are not here; add the profile peers: mvn -q -DskipTests -Pbench,peers"
            + " verify -Dbench.args=\"peers\"");
  }

  private Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put(ResultFile.CPU, Machine.cpu());
    about.put(ResultFile.JDK, Machine.jdk());
    about.put(ResultFile.VERSION, Version.text());
    about.put("threads", String.valueOf(threads));
    if (avx2) {
      about.put("kernels", "AVX2");
    }
    about.put(ResultFile.COMMAND, output.command());
    about.put(ResultFile.MEASURED_AT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return about;
  }

  /** Prints and writes what there is; returns whether all of it could be written. */
  private boolean report(Peers peers, Map<String, String> about) {
    peers.lines(Terminal.width()).forEach(System.out::println);
    System.out.flush();
    boolean written =
        output
            .json()
            .map(file -> OutputFile.write(file, peers.json(about), "JMH's format"))
            .orElse(true);
    return views.write(() -> peers.csv(about), () -> peers.page(about)) && written;
  }
}
