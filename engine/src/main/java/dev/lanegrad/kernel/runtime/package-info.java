/**
 * What kernels need of the JVM: fused multiply-adds that are exact without hardware, facts of
 * HotSpot, threads, and scratch that belongs to a bounded pool.
 */
package dev.lanegrad.kernel.runtime;
