package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.ElementwiseKernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.template.BinaryLoop;
import dev.lanegrad.kernel.template.LoopTable;
import dev.lanegrad.kernel.template.UnaryLoop;
import java.lang.invoke.MethodHandles;

/** Functions by vectors. */
public interface VectorElementwise extends ElementwiseKernels {
  LoopTable<UnaryLoop> UNARY =
      new LoopTable<>(
          MethodHandles.lookup(),
          VectorUnary.class,
          VectorElementary.class,
          UnaryLoop.class,
          Unary.class);

  LoopTable<BinaryLoop> BINARY =
      new LoopTable<>(MethodHandles.lookup(), VectorBinary.class, BinaryLoop.class, Binary.class);

  @Override
  default void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    UnaryLoop loop = UNARY.of(op);
    for (int i = 0, end = CacheLine.firstPart(n, y, yOffset); i < n; i = end, end = n) {
      loop.run(end - i, x, xOffset + i, y, yOffset + i);
    }
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
    BinaryLoop loop = BINARY.of(op);
    for (int i = 0, end = CacheLine.firstPart(n, c, cOffset); i < n; i = end, end = n) {
      loop.run(end - i, a, aOffset + i * aInc, aInc, b, bOffset + i * bInc, bInc, c, cOffset + i);
    }
  }
}
