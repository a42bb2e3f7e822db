package dev.lanegrad.kernel.gemm.micro;

import static dev.lanegrad.kernel.gemm.micro.VectorCode.FLOATS;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.INT;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.VOID;

import dev.lanegrad.kernel.vector.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the class of a {@link Tile} from its shape, one local variable for each vector that is
 * kept in a register.
 *
 * <p>A tile is a page of near-equal lines, and a product needs a dozen shapes of it for its edges;
 * written out by hand they would be thousands of lines that differ in nothing but a number. A
 * helper method in place of the repetition is no way out: inside so large a method C2 stops
 * inlining, and boxes every vector. What is written here for 2 rows × 1 vector, with a row by row
 * and b in place, is
 *
 * <pre>{@code
 * public void run(int k, float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride,
 *     int last, float[] bias, int biasOffset, float[] c, int cOffset, int ldc) {
 *   FloatVector c00 = FloatVector.fromArray(Lanes.FLOATS, c, cOffset + 0 * ldc + 0); // or from +0 or the bias
 *   FloatVector c10 = FloatVector.fromArray(Lanes.FLOATS, c, cOffset + 1 * ldc + 0);
 *   for (int p = 0; p < k; p++) {
 *     FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, b, bOffset + 0); // or bOffset + p * 16 + 0 where packed
 *     FloatVector ar = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + 0 * aStride + p]); // or aOffset + 0
 *     c00 = ar.lanewise(FMA, b0, c00);
 *     ar = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + 1 * aStride + p]);
 *     c10 = ar.lanewise(FMA, b0, c10);
 *     bOffset += bStride; // or aOffset += aStride, or both, or none
 *   }
 *   c00.intoArray(c, cOffset + 0 * ldc + 0); // or of c00.lanewise(MAX, zero)
 *   c10.intoArray(c, cOffset + 1 * ldc + 0);
 * }
 * }</pre>
 *
 * <p>An index is linear in p where its stride can be a constant ({@link Strides}), so that C2 takes
 * the range check out of the loop. Where it can't, the check stays, and an offset that is carried
 * from step to step takes fewer instructions than a product with p, which counts where another
 * thread shares the core. Behind each vector's assignment, and behind the loop, stands what {@link
 * VectorCode#known} says.
 */
final class TileSpinner {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          VOID, INT, FLOATS, INT, INT, FLOATS, INT, INT, INT, FLOATS, INT, FLOATS, INT, INT);

  // Slots of the parameters of Tile.run, then of the locals.
  private static final int K = 1;
  private static final int A = 2;
  private static final int A_OFFSET = 3;
  private static final int A_STRIDE = 4;
  private static final int B = 5;
  private static final int B_OFFSET = 6;
  private static final int B_STRIDE = 7;
  private static final int LAST = 8;
  private static final int BIAS = 9;
  private static final int BIAS_OFFSET = 10;
  private static final int C = 11;
  private static final int C_OFFSET = 12;
  private static final int LDC = 13;
  private static final int P = 14;
  private static final int A_ROW = 15;
  private static final int B_VECTORS = 16;

  private final TileShape shape;
  private final int rows;
  private final int vectors;

  private TileSpinner(TileShape shape) {
    this.shape = shape;
    this.rows = shape.rows();
    this.vectors = shape.vectors();
  }

  /** Makes a tile of a shape. */
  static Tile spin(TileShape shape) {
    String name = "Tile" + shape.rows() + "x" + shape.vectors();
    return VectorCode.spin(Tile.class, name, "run", RUN, new TileSpinner(shape)::run);
  }

  private void run(CodeBuilder code) {
    forEachCell((r, v) -> start(code, r, v));
    Label next = code.newLabel();
    Label done = code.newLabel();
    code.iconst_0().istore(P);
    code.labelBinding(next).iload(P).iload(K).if_icmpge(done);
    for (int v = 0; v < vectors; v++) {
      loadB(code, v);
    }
    for (int r = 0; r < rows; r++) {
      broadcastA(code, r);
      for (int v = 0; v < vectors; v++) {
        VectorCode.fma(code, A_ROW, B_VECTORS + v, accumulator(r, v));
      }
    }
    advance(code);
    code.goto_(next).labelBinding(done);
    if (shape.relu()) {
      VectorCode.zero(code);
      code.astore(A_ROW);
      VectorCode.known(code, A_ROW);
    }
    forEachCell((r, v) -> store(code, r, v));
    code.return_();
  }

  /**
   * What a chain starts from is loaded once: C2 gives up inlining in methods of too many nodes, and
   * a load has three hundred.
   */
  private void start(CodeBuilder code, int r, int v) {
    switch (shape.start()) {
      case ZERO -> {
        if (r == 0 && v == 0) {
          VectorCode.zero(code);
        } else {
          code.aload(accumulator(0, 0));
        }
      }
      case C -> VectorCode.load(code, C, index -> cIndex(index, r, v));
      case COLUMN_BIAS -> {
        if (r == 0) {
          VectorCode.load(code, BIAS, index -> column(index.iload(BIAS_OFFSET), v));
        } else {
          code.aload(accumulator(0, v));
        }
      }
      case ROW_BIAS -> {
        if (v == 0) {
          VectorCode.broadcast(
              code, BIAS, index -> index.iload(BIAS_OFFSET).loadConstant(r).iadd());
        } else {
          code.aload(accumulator(r, 0));
        }
      }
    }
    code.astore(accumulator(r, v));
  }

  private void loadB(CodeBuilder code, int v) {
    VectorCode.load(code, B, index -> bIndex(index, v));
    code.astore(B_VECTORS + v);
    VectorCode.known(code, B_VECTORS + v);
  }

  private void bIndex(CodeBuilder code, int v) {
    code.iload(B_OFFSET);
    if (shape.packedB()) {
      code.iload(P).loadConstant(vectors * Lanes.COUNT).imul().iadd();
      code.loadConstant(v * Lanes.COUNT).iadd();
    } else {
      column(code, v);
    }
  }

  private void broadcastA(CodeBuilder code, int r) {
    VectorCode.broadcast(code, A, index -> aIndex(index, r));
    code.astore(A_ROW);
    VectorCode.known(code, A_ROW);
  }

  private void aIndex(CodeBuilder code, int r) {
    code.iload(A_OFFSET).loadConstant(r);
    if (shape.rowWise()) {
      int stride = Strides.of(shape.stride());
      if (stride == 0) {
        code.iload(A_STRIDE);
      } else {
        code.loadConstant(stride);
      }
      code.imul().iadd().iload(P);
    }
    code.iadd();
  }

  /** Goes on to the next step. */
  private void advance(CodeBuilder code) {
    if (!shape.rowWise()) {
      code.iload(A_OFFSET).iload(A_STRIDE).iadd().istore(A_OFFSET);
    }
    if (!shape.packedB()) {
      code.iload(B_OFFSET).iload(B_STRIDE).iadd().istore(B_OFFSET);
    }
    code.iinc(P, 1);
  }

  private void store(CodeBuilder code, int r, int v) {
    if (shape.relu()) {
      VectorCode.max(code.aload(accumulator(r, v)), A_ROW);
      code.astore(accumulator(r, v));
    }
    VectorCode.known(code, accumulator(r, v));
    code.aload(accumulator(r, v));
    VectorCode.store(code, C, index -> cIndex(index, r, v));
  }

  private void cIndex(CodeBuilder code, int r, int v) {
    column(code.iload(C_OFFSET).loadConstant(r).iload(LDC).imul().iadd(), v);
  }

  /** Adds the column of a vector to the index on the stack. */
  private void column(CodeBuilder code, int v) {
    if (!shape.whole() && v > 0 && v == vectors - 1) {
      code.iload(LAST).iadd();
    } else {
      code.loadConstant(v * Lanes.COUNT).iadd();
    }
  }

  private int accumulator(int r, int v) {
    return B_VECTORS + vectors + r * vectors + v;
  }

  private void forEachCell(Cell cell) {
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        cell.at(r, v);
      }
    }
  }

  private interface Cell {
    void at(int r, int v);
  }
}
