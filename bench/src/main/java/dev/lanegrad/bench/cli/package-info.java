/** The command line: one class for each command, and the options that they share. */
package dev.lanegrad.bench.cli;
