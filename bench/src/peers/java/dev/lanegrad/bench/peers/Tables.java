package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.TextTable;
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

  private static final List<String> FAIRNESS =
      List.of(
          "Fair by construction: all that is compared runs in one JVM in turns, A B A B, on the"
              + " same data, with the same number of threads, after the same time of warming up.",
          "Times are medians of the rounds; ratios are medians of the ratios within a round,"
              + " ± half of what the middle half of them spans. Above 1, lanegrad is faster.",
          "Answers were checked first: products against loops in double, losses of five steps"
              + " against each other.");

  private final List<Message> results;
  private final List<Message> others;
  private final List<Start> starts;

  Tables(List<Message> said, List<Start> starts) {
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
    List<String> lines = new ArrayList<>();
    section(lines, "Products, GFLOP/s", products(), width);
    section(lines, "Networks", networks(), width);
    section(lines, "Losses, value and gradient of the input", losses(), width);
    section(lines, "Heap allocated by the caller in a step, bytes", bytes(), width);
    section(lines, "Weight and start", starts(), width);
    if (lines.isEmpty() && others.isEmpty()) {
      return List.of("No results.");
    }
    lines.add("");
    lines.addAll(FAIRNESS);
    lines.add("");
    configurations().forEach(lines::add);
    return lines;
  }

  private static void section(
      List<String> lines, String title, Optional<TextTable> table, int width) {
    table.ifPresent(
        t -> {
          lines.add("");
          lines.add(title);
          lines.addAll(t.lines(width));
        });
  }

  /** Who was there and how, and who was not and why; each once. */
  private Set<String> configurations() {
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
    table.number("lanegrad / fastest peer").text("fastest peer");
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
      row.add(fastest.map(peer -> ratio(m, peer, LanegradMultiplier.NAME)).orElse(NONE));
      row.add(fastest.orElse(NONE));
      table.row(row);
    }
    return Optional.of(table);
  }

  private static Optional<String> fastestPeer(Message m) {
    return m.seconds().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(LanegradMultiplier.NAME))
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
            .thenComparing(m -> Networks.PHASES.indexOf(m.params().get("phase"))));
    TextTable table =
        new TextTable()
            .text("network")
            .text("phase")
            .text("peer")
            .number("peer")
            .number("lanegrad")
            .number("captured")
            .number("lanegrad / peer")
            .number("captured / peer");
    for (Message m : networks) {
      String peer = m.params().get("peer");
      table.row(
          List.of(
              m.params().get("net"),
              m.params().get("phase"),
              peer,
              time(m, peer),
              time(m, Networks.EAGER),
              time(m, Networks.CAPTURED),
              ratio(m, peer, Networks.EAGER),
              ratio(m, peer, Networks.CAPTURED)));
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
            .text("elements")
            .text("peer")
            .number("peer")
            .number("lanegrad")
            .number("lanegrad / peer")
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
              time(m, Networks.EAGER),
              ratio(m, peer, Networks.EAGER),
              gigabytes(m, Networks.EAGER, Double.parseDouble(m.params().get(Losses.BYTES))),
              gigabytes(m, Losses.TRIAD, TRIAD_BYTES * Double.parseDouble(m.params().get("n")))));
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
        with("net").stream().filter(m -> m.seconds().containsKey(Networks.CAPTURED)).toList();
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
              count(m.bytes().get(Networks.EAGER)),
              count(m.bytes().get(Networks.CAPTURED))));
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
    for (Start start : starts) {
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
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.2f ± %.2f", value, spread);
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
