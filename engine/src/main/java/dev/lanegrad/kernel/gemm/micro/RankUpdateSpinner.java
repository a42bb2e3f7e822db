package dev.lanegrad.kernel.gemm.micro;

import static dev.lanegrad.kernel.gemm.micro.VectorCode.FLOATS;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.INT;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.VOID;

import dev.lanegrad.kernel.vector.CacheLine;
import dev.lanegrad.kernel.vector.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/**
 * Writes the class of a {@link RankUpdate}. For 1 row and 2 steps it is
 *
 * <pre>{@code
 * public void run(int times, int n, float[] a, int aOffset, int aNext, int aRow, int aStep,
 *     float[] b, int bOffset, int bNext, int ldb, float[] c, int cOffset, int cNext, int ldc) {
 *   int last = n - lanes;
 *   do {
 *     FloatVector a00 = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + 0 * aRow + 0 * aStep]);
 *     FloatVector a01 = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + 0 * aRow + 1 * aStep]);
 *     FloatVector first0 = columns(0); // stored last, as vectors after them read what they change
 *     FloatVector last0 = columns(last);
 *     for (int j = CacheLine.lead(cOffset); j < last; j += lanes) {
 *       columns(j).intoArray(c, cOffset + 0 * ldc + j);
 *     }
 *     first0.intoArray(c, cOffset + 0 * ldc);
 *     last0.intoArray(c, cOffset + 0 * ldc + last);
 *     aOffset += aNext;
 *     bOffset += bNext;
 *     cOffset += cNext;
 *     times--;
 *   } while (times > 0);
 * }
 * }</pre>
 *
 * <p>with, in place of columns(j), which is no method,
 *
 * <pre>{@code
 * FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, b, bOffset + 0 * ldb + j);
 * FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, b, bOffset + 1 * ldb + j);
 * FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, c, cOffset + 0 * ldc + j); // or +0
 * c0 = a00.lanewise(FMA, b0, c0);
 * c0 = a01.lanewise(FMA, b1, c0);
 * }</pre>
 */
public final class RankUpdateSpinner {
  private static final ClassDesc CACHE_LINE = ClassDesc.of(CacheLine.class.getName());
  private static final MethodTypeDesc LEAD = MethodTypeDesc.of(INT, INT);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          VOID, INT, INT, FLOATS, INT, INT, INT, INT, FLOATS, INT, INT, INT, FLOATS, INT, INT, INT);

  // Slots of the parameters of RankUpdate.run, then of the locals.
  private static final int TIMES = 1;
  private static final int N = 2;
  private static final int A = 3;
  private static final int A_OFFSET = 4;
  private static final int A_NEXT = 5;
  private static final int A_ROW = 6;
  private static final int A_STEP = 7;
  private static final int B = 8;
  private static final int B_OFFSET = 9;
  private static final int B_NEXT = 10;
  private static final int LDB = 11;
  private static final int C = 12;
  private static final int C_OFFSET = 13;
  private static final int C_NEXT = 14;
  private static final int LDC = 15;
  private static final int LAST = 16;
  private static final int J = 17;
  private static final int VECTORS = 18;

  private final int rows;
  private final int steps;
  private final boolean fromZero;

  // Slots of vectors: a's elements, b's rows, and three of each row of c.
  private final int b;
  private final int c;
  private final int firsts;
  private final int lasts;

  private RankUpdateSpinner(int rows, int steps, boolean fromZero) {
    this.rows = rows;
    this.steps = steps;
    this.fromZero = fromZero;
    b = VECTORS + rows * steps;
    c = b + steps;
    firsts = c + rows;
    lasts = firsts + rows;
  }

  /** Makes the kernel for so many rows and steps, whose chains start from +0 or from c. */
  public static RankUpdate spin(int rows, int steps, boolean fromZero) {
    RankUpdateSpinner spinner = new RankUpdateSpinner(rows, steps, fromZero);
    String name = "RankUpdate" + rows + "x" + steps;
    return VectorCode.spin(RankUpdate.class, name, "run", RUN, spinner::run);
  }

  private void run(CodeBuilder code) {
    Label again = code.newLabel();
    code.iload(N).loadConstant(Lanes.COUNT).isub().istore(LAST);
    code.labelBinding(again);
    pass(code);
    advance(code, A_OFFSET, A_NEXT);
    advance(code, B_OFFSET, B_NEXT);
    advance(code, C_OFFSET, C_NEXT);
    code.iinc(TIMES, -1).iload(TIMES).ifgt(again).return_();
  }

  private void pass(CodeBuilder code) {
    for (int r = 0; r < rows; r++) {
      for (int p = 0; p < steps; p++) {
        broadcast(code, r, p);
      }
    }
    columns(code, firsts, CodeBuilder::iconst_0);
    columns(code, lasts, index -> index.iload(LAST));
    Label next = code.newLabel();
    Label done = code.newLabel();
    code.iload(C_OFFSET).invokestatic(CACHE_LINE, "lead", LEAD).istore(J);
    code.labelBinding(next).iload(J).iload(LAST).if_icmpge(done);
    columns(code, c, index -> index.iload(J));
    store(code, c, index -> index.iload(J));
    code.iinc(J, Lanes.COUNT).goto_(next).labelBinding(done);
    store(code, firsts, CodeBuilder::iconst_0);
    store(code, lasts, index -> index.iload(LAST));
  }

  private static void advance(CodeBuilder code, int offset, int next) {
    code.iload(offset).iload(next).iadd().istore(offset);
  }

  private void broadcast(CodeBuilder code, int r, int p) {
    VectorCode.broadcast(
        code,
        A,
        index -> {
          index.iload(A_OFFSET).loadConstant(r).iload(A_ROW).imul().iadd();
          index.loadConstant(p).iload(A_STEP).imul().iadd();
        });
    code.astore(a(r, p));
    VectorCode.known(code, a(r, p));
  }

  /** Makes the vectors of all rows that begin at column j, from slot {@code to} on. */
  private void columns(CodeBuilder code, int to, Consumer<CodeBuilder> j) {
    for (int p = 0; p < steps; p++) {
      int step = p;
      VectorCode.load(code, B, index -> index(index, B_OFFSET, step, LDB, j));
      code.astore(b + p);
      VectorCode.known(code, b + p);
    }
    for (int r = 0; r < rows; r++) {
      if (fromZero) {
        VectorCode.zero(code);
      } else {
        int row = r;
        VectorCode.load(code, C, index -> index(index, C_OFFSET, row, LDC, j));
      }
      code.astore(to + r);
      for (int p = 0; p < steps; p++) {
        VectorCode.fma(code, a(r, p), b + p, to + r);
      }
    }
  }

  private void store(CodeBuilder code, int from, Consumer<CodeBuilder> j) {
    for (int r = 0; r < rows; r++) {
      int row = r;
      VectorCode.known(code, from + r);
      code.aload(from + r);
      VectorCode.store(code, C, index -> index(index, C_OFFSET, row, LDC, j));
    }
  }

  private static void index(
      CodeBuilder code, int offset, int row, int ld, Consumer<CodeBuilder> j) {
    code.iload(offset).loadConstant(row).iload(ld).imul().iadd();
    j.accept(code);
    code.iadd();
  }

  private int a(int r, int p) {
    return VECTORS + r * steps + p;
  }
}
