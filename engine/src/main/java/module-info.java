/**
 * Tensors with automatic differentiation, layers, losses, optimizers and captured steps, on kernels
 * of the Vector API.
 */
module dev.lanegrad.engine {
  // Resolved without a flag on the module path. On the class path it may be missing: the scalar
  // kernels run then.
  requires jdk.incubator.vector;
  // For where the elements of an array begin.
  requires jdk.unsupported;

  exports dev.lanegrad;
  exports dev.lanegrad.kernel;
  exports dev.lanegrad.nn;
  exports dev.lanegrad.optim;
  exports dev.lanegrad.train;
}
