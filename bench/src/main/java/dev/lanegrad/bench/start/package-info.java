/** The time from {@code java} to the first steps of a network. */
package dev.lanegrad.bench.start;
