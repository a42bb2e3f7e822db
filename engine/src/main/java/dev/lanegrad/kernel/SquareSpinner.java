package dev.lanegrad.kernel;

import static dev.lanegrad.kernel.VectorCode.FLOATS;
import static dev.lanegrad.kernel.VectorCode.FLOAT_VECTOR;
import static dev.lanegrad.kernel.VectorCode.INT;
import static dev.lanegrad.kernel.VectorCode.MASK;
import static dev.lanegrad.kernel.VectorCode.VOID;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the class of {@link Squares}, one local variable for each vector.
 *
 * <p>A square of lanes × lanes is transposed in log2(lanes) stages. The stage of distance d swaps
 * the off-diagonal blocks of d × d elements in each block of 2d × 2d (Eklundh, "A Fast Computer
 * Method for Matrix Transposing", 1972): of each pair of rows, d apart,
 *
 * <pre>{@code
 * FloatVector low = u.blend(v.rearrange(SWAP_d), UPPER_d);
 * FloatVector high = u.rearrange(SWAP_d).blend(v, UPPER_d);
 * }</pre>
 *
 * <p>where SWAP_d exchanges the lanes i and i ^ d, and UPPER_d are the lanes with i &amp; d set.
 */
final class SquareSpinner {
  private static final int L = Lanes.COUNT;
  private static final ClassDesc TRANSPOSITION = ClassDesc.of(Transposition.class.getName());
  private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(VOID, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT);
  private static final MethodTypeDesc REARRANGE = MethodTypeDesc.of(FLOAT_VECTOR, SHUFFLE);

  // Slots of the parameters of Squares.run, then of the locals.
  private static final int SQUARES = 1;
  private static final int ROWS = 2;
  private static final int X = 3;
  private static final int X_OFFSET = 4;
  private static final int LDX = 5;
  private static final int Y = 6;
  private static final int Y_OFFSET = 7;
  private static final int LDY = 8;
  private static final int Q = 9;
  private static final int SWAPPED = 10;
  private static final int ROW_OFFSETS = 11;
  private static final int VECTORS = ROW_OFFSETS + L;

  private final int columns;

  private SquareSpinner(int columns) {
    this.columns = columns;
  }

  /** Makes the squares of which so many columns are written. */
  static Squares spin(int columns) {
    SquareSpinner spinner = new SquareSpinner(columns);
    return VectorCode.spin(Squares.class, "Squares" + columns, "run", RUN, spinner::run);
  }

  private void run(CodeBuilder code) {
    for (int r = 0; r < L; r++) {
      rowOffset(code, r);
    }
    Label next = code.newLabel();
    Label done = code.newLabel();
    code.iconst_0().istore(Q);
    code.labelBinding(next).iload(Q).iload(SQUARES).if_icmpge(done);
    for (int r = 0; r < L; r++) {
      load(code, r);
    }
    for (int d = L / 2; d > 0; d /= 2) {
      for (int r = 0; r < L; r++) {
        if ((r & d) == 0) {
          exchange(code, d, VECTORS + r, VECTORS + r + d);
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      store(code, c);
    }
    code.iinc(Q, 1).goto_(next).labelBinding(done).return_();
  }

  /** The rows that x lacks are read from its last. */
  private static void rowOffset(CodeBuilder code, int r) {
    code.iload(X_OFFSET).loadConstant(r).iload(ROWS).iconst_1().isub();
    code.invokestatic(ClassDesc.of("java.lang.Math"), "min", MethodTypeDesc.of(INT, INT, INT));
    code.iload(LDX).imul().iadd().istore(ROW_OFFSETS + r);
  }

  private static void load(CodeBuilder code, int r) {
    VectorCode.load(
        code,
        VectorCode.FULL,
        X,
        index -> index.iload(ROW_OFFSETS + r).iload(Q).loadConstant(L).imul().iadd());
    code.astore(VECTORS + r);
    VectorCode.known(code, VECTORS + r, VectorCode.FULL);
  }

  private static void exchange(CodeBuilder code, int d, int u, int v) {
    swap(code, d, u);
    code.aload(v);
    blend(code, d);
    code.astore(SWAPPED).aload(u);
    swap(code, d, v);
    blend(code, d);
    code.astore(u).aload(SWAPPED).astore(v);
  }

  private static void swap(CodeBuilder code, int d, int vector) {
    code.aload(vector).getstatic(TRANSPOSITION, "SWAP_" + d, SHUFFLE);
    code.invokevirtual(FLOAT_VECTOR, "rearrange", REARRANGE);
  }

  private static void blend(CodeBuilder code, int d) {
    code.getstatic(TRANSPOSITION, "UPPER_" + d, MASK);
    VectorCode.blend(code);
  }

  private void store(CodeBuilder code, int c) {
    VectorCode.known(code, VECTORS + c, VectorCode.FULL);
    code.aload(VECTORS + c);
    VectorCode.store(
        code,
        Y,
        index -> {
          index.iload(Y_OFFSET).iload(Q).loadConstant(L).imul().loadConstant(c).iadd();
          index.iload(LDY).imul().iadd();
        });
  }
}
