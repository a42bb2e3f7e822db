/** The program's entry, and the worked example of the command {@code article}. */
package dev.lanegrad.bench;
