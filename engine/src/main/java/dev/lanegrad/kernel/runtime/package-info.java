/**
 * What kernels need of the JVM: facts of HotSpot, threads of the engine's own, and scratch that
 * belongs to a bounded pool.
 */
package dev.lanegrad.kernel.runtime;
