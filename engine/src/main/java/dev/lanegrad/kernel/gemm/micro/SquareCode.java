package dev.lanegrad.kernel.gemm.micro;

import static dev.lanegrad.kernel.gemm.micro.VectorCode.FLOAT_VECTOR;
import static dev.lanegrad.kernel.gemm.micro.VectorCode.MASK;

import dev.lanegrad.kernel.vector.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the code that transposes a square of lanes × lanes in local variables, one for each
 * vector.
 *
 * <p>Lane i of row r is loaded with column i ^ r, by one permutation. After log2(lanes) stages, of
 * which that of distance d exchanges the lanes i with i &amp; d set between each two vectors d
 * apart,
 *
 * <pre>{@code
 * FloatVector low = u.blend(v, UPPER_d);
 * FloatVector high = v.blend(u, UPPER_d);
 * }</pre>
 *
 * <p>lane i of vector c is what was lane i of row i ^ c, and holds column i ^ i ^ c = c of it; a
 * last permutation brings the rows into order. Exchanges of blocks (Eklundh, "A Fast Computer
 * Method for Matrix Transposing", 1972) take a permutation of a vector in each stage instead, of
 * which CPUs make fewer in a cycle than of blends.
 */
final class SquareCode {
  private static final int L = Lanes.COUNT;
  private static final ClassDesc SHUFFLES = ClassDesc.of(Shuffles.class.getName());
  private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
  private static final MethodTypeDesc REARRANGE = MethodTypeDesc.of(FLOAT_VECTOR, SHUFFLE);
  private static final MethodTypeDesc BLEND =
      MethodTypeDesc.of(FLOAT_VECTOR, VectorCode.VECTOR, MASK);

  private SquareCode() {}

  /** Stores the vector on the stack, row r as it lies in the array, to slot {@code first + r}. */
  static void takeRow(CodeBuilder code, int first, int r) {
    permute(code, r);
    code.astore(first + r);
    VectorCode.known(code, first + r);
  }

  /** The stages, of the rows in as many slots as there are lanes. */
  static void exchange(CodeBuilder code, int first, int spare) {
    for (int d = L / 2; d > 0; d /= 2) {
      for (int i = 0; i < L; i++) {
        if ((i & d) == 0) {
          exchange(code, d, first + i, first + i + d, spare);
        }
      }
    }
  }

  private static void exchange(CodeBuilder code, int d, int u, int v, int spare) {
    blend(code, u, v, d);
    code.astore(spare);
    blend(code, v, u, d);
    code.astore(v).aload(spare).astore(u);
  }

  private static void blend(CodeBuilder code, int u, int v, int d) {
    code.aload(u).aload(v).getstatic(SHUFFLES, "UPPER_" + d, MASK);
    code.invokevirtual(FLOAT_VECTOR, "blend", BLEND);
  }

  /** Brings column c, in slot {@code first + c}, into the order of the rows. */
  static void column(CodeBuilder code, int first, int c) {
    code.aload(first + c);
    permute(code, c);
    code.astore(first + c);
    VectorCode.known(code, first + c);
  }

  /** Lane i of the vector on the stack from its lane i ^ distance. */
  private static void permute(CodeBuilder code, int distance) {
    if (distance > 0) {
      code.getstatic(SHUFFLES, "SWAP_" + distance, SHUFFLE);
      code.invokevirtual(FLOAT_VECTOR, "rearrange", REARRANGE);
    }
  }
}
