package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.Estimate;
import dev.lanegrad.bench.report.Section;
import dev.lanegrad.bench.report.TextTable;
import dev.lanegrad.bench.report.Wrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The results for people. */
final class Tables {
  private static final String NONE = "-";

  /** Two loads and a store of a float. */
  private static final int TRIAD_BYTES = 12;

  private static final String VERSUS =
      "vs: how many times as fast as that peer, its time over lanegrad's; above 1, lanegrad is"
          + " faster; ± half of what the middle half of the rounds spans";

  /** How the comparison is made fair. */
  static final List<String> FAIRNESS =
      List.of(
          "What is compared runs in one JVM in turns, A B A B, on the same data, with the same"
              + " number of threads, after the same time of warming up.",
          "Times are medians of the rounds; ratios are medians of the ratios within a round.",
          "Answers were checked first: products against loops in double, losses of five steps"
              + " against each other.",
          "Each library of tensors has a JVM of its own with lanegrad in it: compare ratios, not"
              + " times, between the rows of a network.",
          "Each is in its best configuration that we know of; which, stands below.");

  private final List<Message> results;
  private final List<Message> others;
  private final List<Started> starts;

  Tables(List<Message> said, List<Started> starts) {
    results = said.stream().filter(m -> m.kind() == Message.Kind.RESULT).toList();
    others = said.stream().filter(m -> m.kind() != Message.Kind.RESULT).toList();
    this.starts = starts;
  }

  /** A line about a message, as it comes. */
  static String progress(Message message) {
    if (message.kind() != Message.Kind.RESULT) {
      return message.title() + ": " + message.text();
    }
    List<String> parts = new ArrayList<>();
    message.seconds().forEach((name, s) -> parts.add(name + " " + time(new Samples(s).median())));
    return message.title() + ": " + String.join(", ", parts);
  }

  List<String> lines(int width) {
    List<Section> sections = sections();
    if (sections.isEmpty() && others.isEmpty()) {
      return List.of("No results.");
    }
    List<String> lines = new ArrayList<>();
    for (Section section : sections) {
      lines.add("");
      lines.add(section.title());
      lines.addAll(section.table().lines(width));
      section.notes().forEach(note -> lines.addAll(Wrap.lines(note, width, 2)));
    }
    lines.add("");
    lines.add("Fair by construction:");
    FAIRNESS.forEach(line -> lines.addAll(Wrap.lines(line, width, 2)));
    lines.add("");
    configurations().forEach(line -> lines.addAll(Wrap.lines(line, width, 2)));
    return lines;
  }

  /** What was measured, each with its table. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    PeerBars bars = new PeerBars(results);
    List<String> versus = List.of(VERSUS);
    section("Products, GFLOP/s", products(), versus, List.of(), sections);
    section("Networks, time of a call", networks(), versus, bars.networks(), sections);
    section("Losses, value and gradient of the input", losses(), versus, bars.losses(), sections);
    section(
        "Heap allocated by the caller in a step, bytes", bytes(), List.of(), List.of(), sections);
    section("Weight and start", starts(), List.of(), List.of(), sections);
    return sections;
  }

  private static void section(
      String title,
      Optional<TextTable> table,
      List<String> notes,
      List<Section.Picture> pictures,
      List<Section> sections) {
    table.ifPresent(t -> sections.add(new Section(title, t, notes, pictures)));
  }

  /** Who was there and how, and who was not and why; each once. */
  Set<String> configurations() {
    Set<String> lines = new LinkedHashSet<>();
    for (Message m : others) {
      boolean absent = m.kind() == Message.Kind.ABSENT;
      lines.add(m.title() + ": " + (absent ? "NOT MEASURED: " : "") + m.text());
    }
    return lines;
  }

  private List<Message> with(String param) {
    return results.stream().filter(m -> m.params().containsKey(param)).toList();
  }

  private Optional<TextTable> products() {
    List<Message> products = with("layout");
    if (products.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    products.forEach(m -> names.addAll(m.seconds().keySet()));
    TextTable table = new TextTable().text("layout").text("m x n x k");
    names.forEach(table::number);
    table.number("vs fastest peer").text("fastest peer");
    for (Message m : products) {
      List<String> row = new ArrayList<>();
      row.add(m.params().get("layout"));
      row.add(m.params().get("shape"));
      for (String name : names) {
        double[] seconds = m.seconds().get(name);
        row.add(
            seconds == null
                ? NONE
                : String.format(
                    Locale.ROOT, "%.1f", m.work() * 1e-9 / new Samples(seconds).median()));
      }
      Optional<String> fastest = fastestPeer(m);
      row.add(fastest.map(peer -> ratio(m, peer, Names.LANEGRAD)).orElse(NONE));
      row.add(fastest.orElse(NONE));
      table.row(row);
    }
    return Optional.of(table);
  }

  private static Optional<String> fastestPeer(Message m) {
    return m.seconds().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Names.LANEGRAD))
        .min(Comparator.comparingDouble(e -> new Samples(e.getValue()).median()))
        .map(Map.Entry::getKey);
  }

  private Optional<TextTable> networks() {
    List<Message> networks = new ArrayList<>(with("net"));
    if (networks.isEmpty()) {
      return Optional.empty();
    }
    List<String> nets = networks.stream().map(m -> m.params().get("net")).distinct().toList();
    networks.sort(
        Comparator.comparing((Message m) -> nets.indexOf(m.params().get("net")))
            .thenComparing(m -> Names.PHASES.indexOf(m.params().get("phase"))));
    TextTable table =
        new TextTable()
            .text("network")
            .text("phase")
            .text("peer")
            .number("peer")
            .number("lanegrad")
            .number("captured")
            .number("lanegrad vs peer")
            .number("captured vs peer");
    for (Message m : networks) {
      String peer = m.params().get("peer");
      table.row(
          List.of(
              m.params().get("net"),
              m.params().get("phase"),
              peer,
              time(m, peer),
              time(m, Names.LANEGRAD),
              time(m, Names.CAPTURED),
              ratio(m, peer, Names.LANEGRAD),
              ratio(m, peer, Names.CAPTURED)));
    }
    return Optional.of(table);
  }

  private Optional<TextTable> losses() {
    List<Message> losses = with("loss");
    if (losses.isEmpty()) {
      return Optional.empty();
    }
    TextTable table =
        new TextTable()
            .text("loss")
            .unit("elements")
            .text("peer")
            .number("peer")
            .number("lanegrad")
            .number("lanegrad vs peer")
            .number("lanegrad, GB/s")
            .number("triad, GB/s");
    for (Message m : losses) {
      String peer = m.params().get("peer");
      table.row(
          List.of(
              m.params().get("loss"),
              String.format(Locale.ROOT, "%,d", Integer.parseInt(m.params().get("n"))),
              peer,
              time(m, peer),
              time(m, Names.LANEGRAD),
              ratio(m, peer, Names.LANEGRAD),
              gigabytes(m, Names.LANEGRAD, Double.parseDouble(m.params().get(Names.BYTES))),
              gigabytes(m, Names.TRIAD, TRIAD_BYTES * Double.parseDouble(m.params().get("n")))));
    }
    return Optional.of(table);
  }

  private static String gigabytes(Message m, String name, double bytes) {
    double[] seconds = m.seconds().get(name);
    return seconds == null
        ? NONE
        : String.format(Locale.ROOT, "%.1f", bytes * 1e-9 / new Samples(seconds).median());
  }

  private Optional<TextTable> bytes() {
    List<Message> steps =
        with("net").stream().filter(m -> m.seconds().containsKey(Names.CAPTURED)).toList();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    TextTable table =
        new TextTable()
            .text("network")
            .text("peer")
            .number("peer")
            .number("lanegrad")
            .number("captured");
    for (Message m : steps) {
      String peer = m.params().get("peer");
      table.row(
          List.of(
              m.params().get("net"),
              peer,
              count(m.bytes().get(peer)),
              count(m.bytes().get(Names.LANEGRAD)),
              count(m.bytes().get(Names.CAPTURED))));
    }
    return Optional.of(table);
  }

  private Optional<TextTable> starts() {
    if (starts.isEmpty()) {
      return Optional.empty();
    }
    TextTable table =
        new TextTable()
            .text("library")
            .number("jars, MB")
            .number("first step after, s")
            .number("of lanegrad's");
    Samples ours = new Samples(starts.get(0).seconds());
    for (Started start : starts) {
      Samples theirs = new Samples(start.seconds());
      table.row(
          List.of(
              start.name(),
              String.format(Locale.ROOT, "%.1f", start.jarBytes() * 1e-6),
              estimate(theirs.median(), theirs.spread()),
              String.format(Locale.ROOT, "%.1f x", theirs.median() / ours.median())));
    }
    return Optional.of(table);
  }

  private static String count(Long bytes) {
    return bytes == null ? NONE : String.format(Locale.ROOT, "%,d", bytes);
  }

  private static String ratio(Message m, String over, String under) {
    double[] above = m.seconds().get(over);
    double[] below = m.seconds().get(under);
    if (above == null || below == null) {
      return NONE;
    }
    Samples ratios = Samples.ratios(above, below);
    return estimate(ratios.median(), ratios.spread());
  }

  private static String estimate(double value, double spread) {
    return Double.isNaN(value) ? NONE : new Estimate(value, spread).asRatio();
  }

  private static String time(Message m, String name) {
    double[] seconds = m.seconds().get(name);
    return seconds == null ? NONE : time(new Samples(seconds).median());
  }

  private static String time(double seconds) {
    if (seconds < 1e-6) {
      return String.format(Locale.ROOT, "%.0f ns", seconds * 1e9);
    }
    return seconds < 1e-3
        ? String.format(Locale.ROOT, "%.1f µs", seconds * 1e6)
        : String.format(Locale.ROOT, "%.2f ms", seconds * 1e3);
  }
}
