/**
 * Networks and their losses, in the structure of PyTorch's {@code torch.nn}: {@link
 * dev.lanegrad.nn.Module}s with named parameters, {@link dev.lanegrad.nn.Loss}es, and the functions
 * below both in {@link dev.lanegrad.nn.Functional}.
 */
package dev.lanegrad.nn;
