/**
 * Which kernels run a call, on which threads, and from when: the settings and the CPU decide once,
 * {@link dev.lanegrad.kernel.dispatch.KernelChoice} for each call, and {@link
 * dev.lanegrad.kernel.dispatch.Op} says of each kernel how a call is split and on what it is tried
 * while its vectors are compiled.
 */
package dev.lanegrad.kernel.dispatch;
