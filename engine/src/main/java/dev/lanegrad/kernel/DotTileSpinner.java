package dev.lanegrad.kernel;

import static dev.lanegrad.kernel.VectorCode.FLOATS;
import static dev.lanegrad.kernel.VectorCode.FLOAT_VECTOR;
import static dev.lanegrad.kernel.VectorCode.INT;
import static dev.lanegrad.kernel.VectorCode.MASK;
import static dev.lanegrad.kernel.VectorCode.VECTOR;
import static dev.lanegrad.kernel.VectorCode.VOID;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the class of a {@link DotTile}, one local variable for each vector.
 *
 * <p>At each step of the loop it makes, of {@link DotShape#DEPTH} columns of as many rows of B as a
 * vector has lanes, that many vectors of one column each, by the stages of {@link SquareSpinner}.
 * Of vectors of 8 lanes the stage of distance 4 is spared: each vector is loaded from two rows, 4
 * apart,
 *
 * <pre>{@code
 * FloatVector s0 = FloatVector.fromArray(Lanes.HALF, b, bOffset + 0 * ldb + p)
 *     .blend(FloatVector.fromArray(Lanes.HALF, b, bOffset + 4 * ldb - 4 + p), DotTiles.UPPER_4);
 * }</pre>
 *
 * <p>which reads four elements before the second row's and four after the first's, that belong to
 * their neighbours. An exchange of two vectors is two permutations of both, as ints, whose lanes
 * are counted by ints: C2 would convert those of floats in every call.
 *
 * <pre>{@code
 * IntVector low = DotTiles.LOW_2.selectFrom(s0, s2);
 * IntVector high = DotTiles.HIGH_2.selectFrom(s0, s2);
 * }</pre>
 *
 * <p>Then the chains of each row r of A go on by
 *
 * <pre>{@code
 * FloatVector ar = FloatVector.broadcast(Lanes.HALF, a[aOffset + r * lda + p + 0]);
 * cr0 = ar.lanewise(FMA, s0, cr0);
 * }</pre>
 *
 * <p>The last steps of a chain, where they are fewer than DEPTH, are taken from the last DEPTH
 * columns by a class of their own: in one with the loop they are more than C1 has registers for,
 * and a method that C1 can't compile with a profile may never come to C2.
 */
final class DotTileSpinner {
  private static final int L = Lanes.HALF_COUNT;
  private static final int DEPTH = DotShape.DEPTH;
  private static final ClassDesc TILES = ClassDesc.of(DotTiles.class.getName());
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          VOID, INT, FLOATS, INT, INT, FLOATS, INT, INT, FLOATS, INT, FLOATS, INT, INT);
  private static final ClassDesc INT_VECTOR = ClassDesc.of("jdk.incubator.vector.IntVector");
  private static final MethodTypeDesc SELECT = MethodTypeDesc.of(INT_VECTOR, VECTOR, VECTOR);
  private static final MethodTypeDesc AS_INTS = MethodTypeDesc.of(INT_VECTOR);
  private static final MethodTypeDesc AS_FLOATS = MethodTypeDesc.of(FLOAT_VECTOR);

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
  private static final int LOW = 15;
  private static final int ROW_OFFSETS = 16;

  private final DotShape shape;
  private final int rows;
  private final int vectors;
  private final int stride;
  private final int squares;
  private final int accumulators;

  private DotTileSpinner(DotShape shape) {
    this.shape = shape;
    rows = shape.rows();
    vectors = shape.vectors();
    stride = Strides.of(shape.stride());
    squares = ROW_OFFSETS + vectors * L;
    accumulators = squares + vectors * DEPTH;
  }

  /** Makes a tile of a shape. */
  static DotTile spin(DotShape shape) {
    String name = "DotTile" + shape.rows() + "x" + shape.vectors();
    return VectorCode.spin(DotTile.class, name, "run", RUN, new DotTileSpinner(shape)::run);
  }

  private void run(CodeBuilder code) {
    for (int j = 0; j < vectors * L && stride == 0; j++) {
      code.iload(B_OFFSET).loadConstant(j).iload(LDB).imul().iadd();
      code.loadConstant(j % L / DEPTH * DEPTH).isub().istore(ROW_OFFSETS + j);
    }
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        start(code, r, v);
      }
    }
    if (shape.rest() == 0) {
      Label next = code.newLabel();
      Label done = code.newLabel();
      code.iconst_0().istore(P);
      code.labelBinding(next).iload(P).iload(K).if_icmpge(done);
      steps(code, 0);
      code.iinc(P, DEPTH).goto_(next).labelBinding(done);
    } else {
      code.iload(K).loadConstant(DEPTH).isub().istore(P);
      steps(code, DEPTH - shape.rest());
    }
    if (shape.relu()) {
      VectorCode.zero(code, VectorCode.HALF);
      code.astore(A_ROW);
      VectorCode.known(code, A_ROW, VectorCode.HALF);
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
      case C -> VectorCode.load(code, VectorCode.HALF, C, index -> cIndex(index, r, v));
      case COLUMN_BIAS -> {
        if (r == 0) {
          VectorCode.load(
              code,
              VectorCode.HALF,
              BIAS,
              index -> index.iload(BIAS_OFFSET).loadConstant(v * L).iadd());
        } else {
          code.aload(accumulator(0, v));
        }
      }
      case ZERO -> {
        if (r == 0 && v == 0) {
          VectorCode.zero(code, VectorCode.HALF);
        } else {
          code.aload(accumulator(0, 0));
        }
      }
      case ROW_BIAS -> throw new IllegalArgumentException("a bias for each row");
    }
    code.astore(accumulator(r, v));
  }

  /** Columns {@code first} to DEPTH of those from P on. */
  private void steps(CodeBuilder code, int first) {
    for (int v = 0; v < vectors; v++) {
      for (int i = 0; i < DEPTH; i++) {
        loadSquare(code, v, i);
      }
      for (int d = DEPTH / 2; d > 0; d /= 2) {
        for (int i = 0; i < DEPTH; i++) {
          if ((i & d) == 0) {
            exchange(code, d, square(v, i), square(v, i + d));
          }
        }
      }
      for (int i = 0; i < DEPTH; i++) {
        VectorCode.known(code, square(v, i), VectorCode.HALF_INTS);
        code.aload(square(v, i)).invokevirtual(INT_VECTOR, "reinterpretAsFloats", AS_FLOATS);
        code.astore(square(v, i));
        VectorCode.known(code, square(v, i), VectorCode.HALF);
      }
    }
    for (int c = first; c < DEPTH; c++) {
      for (int r = 0; r < rows; r++) {
        broadcastA(code, r, c);
        for (int v = 0; v < vectors; v++) {
          VectorCode.fma(code, A_ROW, square(v, c), accumulator(r, v));
        }
      }
    }
  }

  /** The vector of row i of each DEPTH rows. */
  private void loadSquare(CodeBuilder code, int v, int i) {
    int square = square(v, i);
    loadRow(code, v * L + i);
    if (L > DEPTH) {
      loadRow(code, v * L + i + DEPTH);
      code.getstatic(TILES, "UPPER_" + DEPTH, MASK);
      VectorCode.blend(code);
    }
    code.astore(square);
    VectorCode.known(code, square, VectorCode.HALF);
    code.aload(square).invokevirtual(FLOAT_VECTOR, "reinterpretAsInts", AS_INTS).astore(square);
  }

  private void loadRow(CodeBuilder code, int j) {
    VectorCode.load(
        code,
        VectorCode.HALF,
        B,
        index -> {
          if (stride == 0) {
            index.iload(ROW_OFFSETS + j).iload(P).iadd();
          } else {
            index.iload(B_OFFSET).iload(P).iadd();
            index.loadConstant(j * stride - j % L / DEPTH * DEPTH).iadd();
          }
        });
  }

  private static void exchange(CodeBuilder code, int d, int u, int v) {
    select(code, "LOW_" + d, u, v);
    code.astore(LOW);
    select(code, "HIGH_" + d, u, v);
    code.astore(v).aload(LOW).astore(u);
  }

  private static void select(CodeBuilder code, String from, int u, int v) {
    code.getstatic(TILES, from, INT_VECTOR).aload(u).aload(v);
    code.invokevirtual(INT_VECTOR, "selectFrom", SELECT);
  }

  private static void broadcastA(CodeBuilder code, int r, int c) {
    VectorCode.broadcast(
        code,
        VectorCode.HALF,
        A,
        index -> {
          index.iload(A_OFFSET).loadConstant(r).iload(LDA).imul().iadd();
          index.iload(P).iadd().loadConstant(c).iadd();
        });
    code.astore(A_ROW);
    VectorCode.known(code, A_ROW, VectorCode.HALF);
  }

  private void store(CodeBuilder code, int r, int v) {
    if (shape.relu()) {
      VectorCode.max(code.aload(accumulator(r, v)), A_ROW);
      code.astore(accumulator(r, v));
    }
    VectorCode.known(code, accumulator(r, v), VectorCode.HALF);
    code.aload(accumulator(r, v));
    VectorCode.store(code, C, index -> cIndex(index, r, v));
  }

  private static void cIndex(CodeBuilder code, int r, int v) {
    code.iload(C_OFFSET).loadConstant(r).iload(LDC).imul().iadd().loadConstant(v * L).iadd();
  }

  private int square(int v, int i) {
    return squares + v * DEPTH + i;
  }

  private int accumulator(int r, int v) {
    return accumulators + r * vectors + v;
  }
}
