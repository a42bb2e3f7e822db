/** Runs benchmarks: in which JVM, how often and how long, and keeps what came out. */
package dev.lanegrad.bench.run;
