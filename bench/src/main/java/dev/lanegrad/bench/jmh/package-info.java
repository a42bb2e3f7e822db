/**
 * The JMH benchmarks: networks and kernels, each with the check of its answer.
 *
 * <p>A benchmark knows nothing of how it is run: the kernels are those of its JVM, chosen by system
 * properties, and what it reports are operations per second.
 */
package dev.lanegrad.bench.jmh;
