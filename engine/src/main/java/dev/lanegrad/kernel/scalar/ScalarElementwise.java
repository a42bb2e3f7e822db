package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.ElementwiseKernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.template.BinaryLoop;
import dev.lanegrad.kernel.template.LoopTable;
import dev.lanegrad.kernel.template.UnaryLoop;
import java.lang.invoke.MethodHandles;

/** Functions by scalar loops. */
interface ScalarElementwise extends ElementwiseKernels {
  LoopTable<UnaryLoop> UNARY =
      new LoopTable<>(MethodHandles.lookup(), ScalarUnary.class, UnaryLoop.class, Unary.class);

  LoopTable<BinaryLoop> BINARY =
      new LoopTable<>(MethodHandles.lookup(), ScalarBinary.class, BinaryLoop.class, Binary.class);

  @Override
  default void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    UNARY.of(op).run(n, x, xOffset, y, yOffset);
  }

  @Override
  default void binary(
      Binary op,
      int n,
      float[] a,
      int aOffset,
      int aInc,
      float[] b,
      int bOffset,
      int bInc,
      float[] c,
      int cOffset) {
    BINARY.of(op).run(n, a, aOffset, aInc, b, bOffset, bInc, c, cOffset);
  }
}
