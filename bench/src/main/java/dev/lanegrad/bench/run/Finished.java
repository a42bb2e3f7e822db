package dev.lanegrad.bench.run;

import org.openjdk.jmh.results.RunResult;

/**
 * A job that was measured.
 *
 * @param kernels what the measured JVM said of its kernels; empty if it said nothing
 * @param unsettled why its figure is one of code that was not compiled yet; empty if it is none
 */
public record Finished(Job job, RunResult result, String kernels, String unsettled) {}
