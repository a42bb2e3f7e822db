/**
 * The scalar kernels, which define every result: loops over arrays of floats, of which C2
 * vectorizes most. Nothing here loads a class of {@code jdk.incubator.vector}, since they have to
 * run where that module is missing.
 */
package dev.lanegrad.kernel.scalar;
