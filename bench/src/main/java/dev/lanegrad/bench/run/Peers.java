package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The comparison with other libraries.
 *
 * <p>Its implementation is compiled, and the libraries are on the class path, only in the Maven
 * profile {@code peers}.
 */
public interface Peers {
  /** What can be compared, in the order in which it is measured. */
  enum Part {
    /** Matrix products. */
    PRODUCTS,
    /** Networks: forward, forward and backward, the whole step. */
    NETWORKS,
    /** Losses: value and gradient. */
    LOSSES,
    /** What a library weighs: its jars, and the time from {@code java} to its first step. */
    START
  }

  /** How thoroughly. */
  enum Thoroughness {
    GLANCE,
    QUICK,
    FULL
  }

  /**
   * What to compare.
   *
   * @param networks for {@link Part#NETWORKS}
   * @param threads that every library may use
   * @param avx2 whether all take their kernels for AVX2
   */
  record Request(
      Set<Part> parts,
      List<Network> networks,
      int threads,
      boolean avx2,
      Thoroughness thoroughness) {}

  /** The peers, unless this is a build without the other libraries. */
  static Optional<Peers> find() {
    try {
      Class<?> found = Class.forName("dev.lanegrad.bench.peers.PeerComparison");
      return Optional.of((Peers) found.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  /**
   * Measures; returns whether lanegrad itself could be measured everywhere.
   *
   * @param progress is given a line at the start and after each case
   * @param pause runs after each JVM, when nothing is measured
   */
  boolean run(Request request, Consumer<String> progress, Runnable pause);

  /** The results so far as tables, no wider than {@code width} if that can be; from any thread. */
  List<String> lines(int width);

  /** The results so far as a CSV file, {@code about} added to each line; from any thread. */
  String csv(Map<String, String> about);

  /**
   * The results so far as a page; from any thread.
   *
   * @param about where they come from, by the keys of files of results
   * @param warnings what speaks against the figures
   */
  String page(Map<String, String> about, List<String> warnings);

  /**
   * The results so far as a page in Markdown; from any thread.
   *
   * @param name of the page's files, without what stands for their kind
   * @param about where they come from, by the keys of files of results
   * @param warnings what speaks against the figures
   */
  String markdown(String name, Map<String, String> about, List<String> warnings);

  /** The pictures of that page, the text of a file each. */
  List<String> pictures();

  /** The results so far in JMH's JSON format, {@code about} added to each; from any thread. */
  String json(Map<String, String> about);
}
