package dev.lanegrad.kernel.template;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the code of a class's static methods in the place of calls to them.
 *
 * <p>A method that takes and returns vectors costs nothing where C2 inlines it, and boxes them
 * where it doesn't: and whether it does depends on the number of nodes so far
 * (NodeCountInliningCutoff), which differs from run to run. Only the Vector API's own methods are
 * always inlined. So the calls of ours are gone before C2 sees them.
 *
 * <p>For methods of references, without branches.
 */
public final class Inlining {
  private final ClassModel of;
  private final Map<String, CodeAttribute> methods = new HashMap<>();

  private Inlining(byte[] of) {
    this.of = ClassFile.of().parse(of);
    for (MethodModel method : this.of.methods()) {
      method.code().ifPresent(code -> methods.put(key(method), (CodeAttribute) code));
    }
  }

  /**
   * A class without calls to another.
   *
   * @param caller the class file of the class
   * @param of the class file of the other; what its methods use must be accessible to the class
   */
  static byte[] inline(byte[] caller, byte[] of) {
    Inlining inlining = new Inlining(of);
    ClassFile file = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG);
    return file.transformClass(
        file.parse(caller), ClassTransform.transformingMethodBodies(inlining::copy));
  }

  /** Copies an instruction, or instead of a call what is called. */
  private void copy(CodeBuilder builder, CodeElement element) {
    if (!(element instanceof InvokeInstruction call)
        || call.opcode() != Opcode.INVOKESTATIC
        || !call.owner().name().equalsString(of.thisClass().asInternalName())) {
      builder.with(element);
      return;
    }
    CodeAttribute code = methods.get(key(call));
    int first = builder.allocateLocal(TypeKind.REFERENCE);
    for (int slot = 1; slot < code.maxLocals(); slot++) {
      builder.allocateLocal(TypeKind.REFERENCE);
    }
    for (int i = call.typeSymbol().parameterCount() - 1; i >= 0; i--) {
      builder.astore(first + i);
    }
    for (CodeElement callee : code) {
      if (callee instanceof LoadInstruction load) {
        builder.loadLocal(load.typeKind(), first + load.slot());
      } else if (callee instanceof StoreInstruction store) {
        builder.storeLocal(store.typeKind(), first + store.slot());
      } else if (callee instanceof BranchInstruction) {
        throw new IllegalArgumentException(call.name().stringValue() + " has branches");
      } else if (!(callee instanceof ReturnInstruction) && !(callee instanceof PseudoInstruction)) {
        copy(builder, callee);
      }
    }
  }

  private static String key(MethodModel method) {
    return method.methodName().stringValue() + method.methodType().stringValue();
  }

  private static String key(InvokeInstruction call) {
    return call.name().stringValue() + call.type().stringValue();
  }
}
