package dev.lanegrad.bench.run;

import org.openjdk.jmh.results.RunResult;

/**
 * A job that was measured.
 *
 * @param kernels what the measured JVM said of its kernels; empty if it said nothing
 */
public record Finished(Job job, RunResult result, String kernels) {}
