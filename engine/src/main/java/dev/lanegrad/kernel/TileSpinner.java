package dev.lanegrad.kernel;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;

/**
 * Writes the class of a {@link Tile} from its shape, one local variable for each vector that is
 * kept in a register.
 *
 * <p>A tile is a page of near-equal lines, and a product needs a dozen shapes of it for its edges;
 * written out by hand they would be thousands of lines that differ in nothing but a number. A
 * helper method in place of the repetition is no way out: inside so large a method C2 stops
 * inlining, and boxes every vector. What is written here for 2 rows × 1 vector is
 *
 * <pre>{@code
 * public void run(int k, float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride,
 *     float[] bias, int biasOffset, float[] c, int cOffset, int ldc) {
 *   FloatVector c00 = FloatVector.fromArray(Lanes.FLOATS, c, cOffset + 0 * ldc + 0); // or from +0 or the bias
 *   FloatVector c10 = FloatVector.fromArray(Lanes.FLOATS, c, cOffset + 1 * ldc + 0);
 *   for (int p = 0; p < k; p++) {
 *     FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, b, bOffset + p * bStride + 0);
 *     FloatVector ar = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + 0 * aStride + p]); // or [aOffset + p * aStride + 0]
 *     c00 = ar.fma(b0, c00);
 *     ar = FloatVector.broadcast(Lanes.FLOATS, a[aOffset + 1 * aStride + p]);
 *     c10 = ar.fma(b0, c10);
 *   }
 *   c00.intoArray(c, cOffset + 0 * ldc + 0); // or c00.max(0f)
 *   c10.intoArray(c, cOffset + 1 * ldc + 0);
 * }
 * }</pre>
 *
 * <p>Every index is linear in p, so that C2 takes the range checks out of the loop.
 */
final class TileSpinner {
  private static final ClassDesc TILE = ClassDesc.of(Tile.class.getName());
  private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
  private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
  private static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
  private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  private static final ClassDesc FLOAT = ConstantDescs.CD_float;
  private static final ClassDesc FLOATS = FLOAT.arrayType();
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc VOID = ConstantDescs.CD_void;

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          VOID, INT, FLOATS, INT, INT, FLOATS, INT, INT, FLOATS, INT, FLOATS, INT, INT);
  private static final MethodTypeDesc FROM_ARRAY =
      MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, INT);
  private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(VOID, FLOATS, INT);
  private static final MethodTypeDesc ZERO = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES);
  private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOAT);
  private static final MethodTypeDesc MAX = MethodTypeDesc.of(FLOAT_VECTOR, FLOAT);
  private static final MethodTypeDesc FMA = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR);

  // Slots of the parameters of Tile.run, then of the locals.
  private static final int THIS = 0;
  private static final int K = 1;
  private static final int A = 2;
  private static final int A_OFFSET = 3;
  private static final int A_STRIDE = 4;
  private static final int B = 5;
  private static final int B_OFFSET = 6;
  private static final int B_STRIDE = 7;
  private static final int BIAS = 8;
  private static final int BIAS_OFFSET = 9;
  private static final int C = 10;
  private static final int C_OFFSET = 11;
  private static final int LDC = 12;
  private static final int P = 13;
  private static final int A_ROW = 14;
  private static final int B_VECTORS = 15;

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
    try {
      return (Tile)
          MethodHandles.lookup()
              .defineHiddenClass(new TileSpinner(shape).classFile(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("can't define the tile " + shape, e);
    }
  }

  private byte[] classFile() {
    ClassDesc self =
        ClassDesc.of(TileSpinner.class.getPackageName(), "Tile" + rows + "x" + vectors);
    return ClassFile.of()
        .build(
            self,
            type ->
                type.withFlags(AccessFlag.FINAL)
                    .withInterfaceSymbols(TILE)
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        0,
                        TileSpinner::constructor)
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::run));
  }

  private static void constructor(CodeBuilder code) {
    code.aload(THIS)
        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .return_();
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
        multiplyAdd(code, r, v);
      }
    }
    code.iinc(P, 1).goto_(next).labelBinding(done);
    forEachCell((r, v) -> store(code, r, v));
    code.return_();
  }

  private void start(CodeBuilder code, int r, int v) {
    code.getstatic(LANES, "FLOATS", SPECIES);
    switch (shape.start()) {
      case ZERO -> code.invokestatic(FLOAT_VECTOR, "zero", ZERO);
      case C -> {
        code.aload(C);
        cIndex(code, r, v);
        code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY);
      }
      case COLUMN_BIAS -> {
        code.aload(BIAS).iload(BIAS_OFFSET).loadConstant(v * Lanes.COUNT).iadd();
        code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY);
      }
      case ROW_BIAS -> {
        code.aload(BIAS).iload(BIAS_OFFSET).loadConstant(r).iadd().faload();
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
      }
    }
    code.astore(accumulator(r, v));
  }

  private static void loadB(CodeBuilder code, int v) {
    code.getstatic(LANES, "FLOATS", SPECIES).aload(B);
    code.iload(B_OFFSET).iload(P).iload(B_STRIDE).imul().iadd();
    code.loadConstant(v * Lanes.COUNT).iadd();
    code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY).astore(B_VECTORS + v);
  }

  private void broadcastA(CodeBuilder code, int r) {
    code.getstatic(LANES, "FLOATS", SPECIES).aload(A).iload(A_OFFSET);
    if (shape.aByRows()) {
      code.loadConstant(r).iload(A_STRIDE).imul().iadd().iload(P).iadd();
    } else {
      code.iload(P).iload(A_STRIDE).imul().iadd().loadConstant(r).iadd();
    }
    code.faload().invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST).astore(A_ROW);
  }

  private void multiplyAdd(CodeBuilder code, int r, int v) {
    code.aload(A_ROW).aload(B_VECTORS + v).aload(accumulator(r, v));
    code.invokevirtual(FLOAT_VECTOR, "fma", FMA).astore(accumulator(r, v));
  }

  private void store(CodeBuilder code, int r, int v) {
    code.aload(accumulator(r, v));
    if (shape.relu()) {
      code.fconst_0().invokevirtual(FLOAT_VECTOR, "max", MAX);
    }
    code.aload(C);
    cIndex(code, r, v);
    code.invokevirtual(FLOAT_VECTOR, "intoArray", INTO_ARRAY);
  }

  private static void cIndex(CodeBuilder code, int r, int v) {
    code.iload(C_OFFSET).loadConstant(r).iload(LDC).imul().iadd();
    code.loadConstant(v * Lanes.COUNT).iadd();
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
