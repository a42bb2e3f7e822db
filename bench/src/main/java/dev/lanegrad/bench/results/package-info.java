/**
 * Results that are kept: in which folder, under which name, and the index of them. Nothing here
 * reads or writes files; the package {@code cli} does.
 */
package dev.lanegrad.bench.results;
