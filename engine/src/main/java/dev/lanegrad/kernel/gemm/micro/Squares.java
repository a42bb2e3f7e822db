package dev.lanegrad.kernel.gemm.micro;

/** Transposes squares of lanes × lanes elements that lie side by side. */
public interface Squares {
  /**
   * {@code y[q * lanes + c][r] = x[r][q * lanes + c]} for all q below {@code squares}, r below
   * lanes, and as many columns c as the squares are made for.
   *
   * @param rows rows that x has, at least 1: beyond them y gets some of their elements
   */
  void run(int squares, int rows, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy);
}
