/** What the results mean, and how they are shown. */
package dev.lanegrad.bench.report;
