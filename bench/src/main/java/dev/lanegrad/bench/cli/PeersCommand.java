package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Interruption;
import dev.lanegrad.bench.run.Peers;
import dev.lanegrad.bench.run.Peers.Part;
import dev.lanegrad.bench.run.Peers.Request;
import dev.lanegrad.bench.run.Peers.Thoroughness;
import dev.lanegrad.bench.run.RunLock;
import dev.lanegrad.bench.run.Trust;
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

  /** As of the last pause: while a JVM measures, its own work would pass for that of others. */
  private volatile List<String> distrust = List.of();

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
    output.check(views);
    Peers peers = Peers.find().orElseThrow(this::missing);
    try (RunLock lock = RunLock.take()) {
      Trust trust = new Trust(lock.alone());
      trust.warningsBefore().forEach(warning -> System.err.println("Warning: " + warning));
      Map<String, String> about = about();
      boolean complete;
      try (Interruption interruption = new Interruption(() -> report(peers, about, false))) {
        complete =
            peers.run(
                request,
                line -> {
                  System.err.println(line);
                  output.save(() -> peers.json(with(about, warnings(false))));
                },
                () -> {
                  trust.pause();
                  distrust = trust.warnings();
                });
      }
      boolean written = report(peers, about, complete);
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
    Map<String, String> about = Provenance.of(output.command());
    about.put(ResultFile.KERNELS, avx2 ? "all for AVX2" : "each the best that it has for this CPU");
    about.put("threads", String.valueOf(threads));
    return about;
  }

  private List<String> warnings(boolean complete) {
    List<String> warnings = new ArrayList<>(distrust);
    if (!complete) {
      warnings.add(Report.INCOMPLETE + "not all was measured.");
    }
    return warnings;
  }

  private static Map<String, String> with(Map<String, String> about, List<String> warnings) {
    Map<String, String> all = new LinkedHashMap<>(about);
    all.put(ResultFile.WARNINGS, String.join("\n", warnings));
    return all;
  }

  /** Prints and writes what there is; returns whether all of it could be written. */
  private boolean report(Peers peers, Map<String, String> about, boolean complete) {
    List<String> warnings = warnings(complete);
    int width = Terminal.width();
    peers.lines(width).forEach(System.out::println);
    Report.warningLines(warnings, width).forEach(System.out::println);
    System.out.flush();
    boolean written =
        output.write(peers.json(with(about, warnings)), forms(peers, about, warnings), complete);
    return views.write(() -> peers.csv(about), () -> peers.page(about, warnings), complete)
        && written;
  }

  private static ResultsOption.Forms forms(
      Peers peers, Map<String, String> about, List<String> warnings) {
    return new ResultsOption.Forms() {
      @Override
      public String markdown(String name) {
        return peers.markdown(name, about, warnings);
      }

      @Override
      public List<String> pictures() {
        return peers.pictures();
      }

      @Override
      public String page() {
        return peers.page(about, warnings);
      }
    };
  }
}
