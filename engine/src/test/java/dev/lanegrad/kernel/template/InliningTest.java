package dev.lanegrad.kernel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.kernel.vector.VectorElementary;
import dev.lanegrad.kernel.vector.VectorLossFormulas;
import dev.lanegrad.kernel.vector.VectorUnary;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No loop calls a function of vectors that C2 might box the arguments of. */
class InliningTest {
  @Test
  void nothingIsCalled() throws IOException {
    for (Class<?> template : List.of(VectorUnary.class, VectorLossFormulas.class)) {
      byte[] before = classFile(template);
      byte[] after = Inlining.inline(before, classFile(VectorElementary.class));
      assertThat(callsOf(VectorElementary.class, before)).isPositive();
      assertThat(callsOf(VectorElementary.class, after)).isZero();
    }
  }

  @Test
  void branchesAreRefused() throws IOException {
    byte[] caller = classFile(Caller.class);
    byte[] branching = classFile(Branching.class);
    assertThatThrownBy(() -> Inlining.inline(caller, branching))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("least has branches");
  }

  static final class Branching {
    static int least(int a, int b) {
      return a < b ? a : b;
    }
  }

  static final class Caller {
    static int call(int a) {
      return Branching.least(a, 1);
    }
  }

  private static int callsOf(Class<?> owner, byte[] bytes) {
    int calls = 0;
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      for (CodeElement element : method.code().orElseThrow()) {
        if (element instanceof InvokeInstruction call
            && call.owner().asInternalName().equals(owner.getName().replace('.', '/'))) {
          calls++;
        }
      }
    }
    return calls;
  }

  private static byte[] classFile(Class<?> of) throws IOException {
    String name = of.getName().substring(of.getPackageName().length() + 1) + ".class";
    try (InputStream in = of.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
