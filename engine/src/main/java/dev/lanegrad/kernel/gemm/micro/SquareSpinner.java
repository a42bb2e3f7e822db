package dev.lanegrad.kernel.gemm.micro;

import static dev.lanegrad.kernel.gemm.micro.VectorCode.FLOATS;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.INT;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.VOID;

import dev.lanegrad.kernel.vector.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the class of {@link Squares}, by {@link SquareCode}. */
public final class SquareSpinner {
  private static final int L = Lanes.COUNT;
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(VOID, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT);

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
  private static final int SPARE = 10;
  private static final int ROW_OFFSETS = 11;
  private static final int VECTORS = ROW_OFFSETS + L;

  private final int columns;

  private SquareSpinner(int columns) {
    this.columns = columns;
  }

  /** Makes the squares of which so many columns are written. */
  public static Squares spin(int columns) {
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
    SquareCode.exchange(code, VECTORS, SPARE);
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
        code, X, index -> index.iload(ROW_OFFSETS + r).iload(Q).loadConstant(L).imul().iadd());
    SquareCode.takeRow(code, VECTORS, r);
  }

  private void store(CodeBuilder code, int c) {
    SquareCode.column(code, VECTORS, c);
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
