/**
 * Kernels by the Vector API but for products: functions, losses, sums and updates, at the width
 * that {@link dev.lanegrad.kernel.vector.Lanes} fixes when it is loaded.
 */
package dev.lanegrad.kernel.vector;
