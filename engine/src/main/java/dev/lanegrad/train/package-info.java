/** Training steps and inference that are captured once and run again without allocating. */
package dev.lanegrad.train;
