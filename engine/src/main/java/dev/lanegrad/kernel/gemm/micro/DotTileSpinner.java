package dev.lanegrad.kernel.gemm.micro;

import static dev.lanegrad.kernel.gemm.micro.VectorCode.FLOATS;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.INT;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.VOID;

import dev.lanegrad.kernel.vector.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the class of a {@link DotTile}, one local variable for each vector.
 *
 * <p>At each step of the loop it makes, of {@link DotShape#DEPTH} columns of as many rows of B,
 * that many vectors s0, s1, ... of one column each, by {@link SquareCode}. Then the chains of each
 * row r of A go on by
 *
 * <pre>{@code
 * FloatVector ar = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + r * lda + p + 0]);
 * cr0 = ar.lanewise(FMA, s0, cr0);
 * }</pre>
 *
 * <p>Where no store stands between them, C2 loads all elements of A that a square is multiplied
 * with before its first multiply-add, and spills them, as they are more than there are registers.
 * So the chain of the first row is written to C at every other step.
 *
 * <p>The first and the last steps of a chain, where they are fewer than DEPTH, are a class of their
 * own: in one with the loop they are more than C1 has registers for, and a method that C1 can't
 * compile with a profile may never come to C2.
 */
final class DotTileSpinner {
  private static final int L = Lanes.COUNT;
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          VOID, INT, FLOATS, INT, INT, FLOATS, INT, INT, FLOATS, INT, FLOATS, INT, INT);

  /** Steps of the chain from one that is written to the next. */
  private static final int UNWRITTEN = 2;

  // Slots of the parameters of DotTile.run, then of the locals.
  private static final int K = 1;
  private static final int A = 2;
  private static final int A_OFFSET = 3;
  private static final int LDA = 4;
  private static final int B = 5;
  private static final int B_OFFSET = 6;
  private static final int LDB = 7;
  private static final int BIAS = 8;
  private static final int BIAS_OFFSET = 9;
  private static final int C = 10;
  private static final int C_OFFSET = 11;
  private static final int LDC = 12;
  private static final int P = 13;
  private static final int A_ROW = 14;
  private static final int SPARE = 15;
  private static final int SQUARE = 16;
  private static final int ACCUMULATORS = SQUARE + L;

  private final DotShape shape;
  private final int rows;
  private final int vectors;
  private final int stride;
  private final int rowOffsets;

  private DotTileSpinner(DotShape shape) {
    this.shape = shape;
    rows = shape.rows();
    vectors = shape.vectors();
    stride = Strides.of(shape.stride());
    rowOffsets = ACCUMULATORS + rows * vectors;
  }

  /** Makes a tile of a shape. */
  static DotTile spin(DotShape shape) {
    String name = "DotTile" + shape.rows() + "x" + shape.vectors();
    return VectorCode.spin(DotTile.class, name, "run", RUN, new DotTileSpinner(shape)::run);
  }

  private void run(CodeBuilder code) {
    for (int j = 0; j < vectors * L && stride == 0; j++) {
      code.iload(B_OFFSET).loadConstant(j).iload(LDB).imul().iadd().istore(rowOffsets + j);
    }
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        start(code, r, v);
      }
    }
    code.iconst_0().istore(P);
    if (shape.part() == DotShape.Part.ALL) {
      Label next = code.newLabel();
      Label done = code.newLabel();
      code.labelBinding(next).iload(P).iload(K).if_icmpge(done);
      squares(code);
      code.iinc(P, DotShape.DEPTH).goto_(next).labelBinding(done);
    } else {
      squares(code);
    }
    if (shape.relu()) {
      VectorCode.zero(code);
      code.astore(A_ROW);
      VectorCode.known(code, A_ROW);
    }
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        store(code, r, v);
      }
    }
    code.return_();
  }

  private void start(CodeBuilder code, int r, int v) {
    switch (shape.start()) {
      case C -> VectorCode.load(code, C, index -> cIndex(index, r, v));
      case COLUMN_BIAS -> {
        if (r == 0) {
          VectorCode.load(code, BIAS, index -> index.iload(BIAS_OFFSET).loadConstant(v * L).iadd());
        } else {
          code.aload(accumulator(0, v));
        }
      }
      case ZERO -> {
        if (r == 0 && v == 0) {
          VectorCode.zero(code);
        } else {
          code.aload(accumulator(0, 0));
        }
      }
      case ROW_BIAS -> throw new IllegalArgumentException("a bias for each row");
    }
    code.astore(accumulator(r, v));
  }

  /** The columns from P on. */
  private void squares(CodeBuilder code) {
    for (int v = 0; v < vectors; v++) {
      for (int i = 0; i < L; i++) {
        loadRow(code, v * L + i);
        SquareCode.takeRow(code, SQUARE, i);
      }
      SquareCode.exchange(code, SQUARE, SPARE);
      for (int c = shape.part().from(); c < shape.part().to(); c++) {
        step(code, v, c);
      }
    }
  }

  private void loadRow(CodeBuilder code, int j) {
    VectorCode.load(
        code,
        B,
        index -> {
          if (stride == 0) {
            index.iload(rowOffsets + j).iload(P).iadd();
          } else {
            index.iload(B_OFFSET).iload(P).iadd().loadConstant(j * stride).iadd();
          }
        });
  }

  private void step(CodeBuilder code, int v, int c) {
    SquareCode.column(code, SQUARE, c);
    for (int r = 0; r < rows; r++) {
      broadcastA(code, r, c);
      VectorCode.fma(code, A_ROW, SQUARE + c, accumulator(r, v));
    }
    if (c % UNWRITTEN == UNWRITTEN - 1) {
      VectorCode.known(code, accumulator(0, v));
      code.aload(accumulator(0, v));
      VectorCode.store(code, C, index -> cIndex(index, 0, v));
    }
  }

  private static void broadcastA(CodeBuilder code, int r, int c) {
    VectorCode.broadcast(
        code,
        A,
        index -> {
          index.iload(A_OFFSET).loadConstant(r).iload(LDA).imul().iadd();
          index.iload(P).iadd().loadConstant(c).iadd();
        });
    code.astore(A_ROW);
    VectorCode.known(code, A_ROW);
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

  private static void cIndex(CodeBuilder code, int r, int v) {
    code.iload(C_OFFSET).loadConstant(r).iload(LDC).imul().iadd().loadConstant(v * L).iadd();
  }

  private int accumulator(int r, int v) {
    return ACCUMULATORS + r * vectors + v;
  }
}
