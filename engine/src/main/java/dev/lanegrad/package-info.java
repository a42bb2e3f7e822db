/**
 * Tensors and automatic differentiation.
 *
 * <p>A {@link dev.lanegrad.Tensor} holds float32 values; what is computed from tensors that require
 * a gradient is remembered as a graph of {@link dev.lanegrad.Operation}s, through which {@link
 * dev.lanegrad.Tensor#backward()} sends gradients back. The arithmetic is that of {@link
 * dev.lanegrad.kernel.Kernels}.
 */
package dev.lanegrad;
