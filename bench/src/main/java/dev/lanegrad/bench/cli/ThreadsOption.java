package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.Configuration;
import picocli.CommandLine.Option;

/** On how many threads is measured. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.Threads.class,
      description = "Threads that a large kernel may use, in all configurations; default 1.")
  private int threads;

  /** The same on the threads that were asked for. */
  Configuration of(Configuration configuration) {
    return configuration.threads(threads);
  }
}
