/**
 * Arithmetic on arrays of floats, which knows nothing of tensors: {@link
 * dev.lanegrad.kernel.Kernels} and the families that it is made of say what each kernel computes
 * and in which order it rounds; {@link dev.lanegrad.kernel.Unary}, {@link
 * dev.lanegrad.kernel.Binary}, {@link dev.lanegrad.kernel.PointLoss} and {@link
 * dev.lanegrad.kernel.Elementary} define their functions. The packages below are not exported:
 * dispatch chooses between the scalar and the vector kernels, which give the same bits.
 */
package dev.lanegrad.kernel;
