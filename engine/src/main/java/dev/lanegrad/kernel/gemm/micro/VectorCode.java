package dev.lanegrad.kernel.gemm.micro;

import dev.lanegrad.kernel.vector.Lanes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.function.Consumer;

/** What the spinners of vector code share: the Vector API's names, and how a class is made. */
final class VectorCode {
  static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
  static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
  static final ClassDesc FLOAT = ConstantDescs.CD_float;
  static final ClassDesc FLOATS = FLOAT.arrayType();
  static final ClassDesc INT = ConstantDescs.CD_int;
  static final ClassDesc VOID = ConstantDescs.CD_void;

  private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
  private static final MethodTypeDesc FROM_ARRAY =
      MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, INT);
  private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(VOID, FLOATS, INT);
  private static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
  private static final ClassDesc TERNARY = OPERATORS.nested("Ternary");
  private static final MethodTypeDesc LANEWISE_3 =
      MethodTypeDesc.of(FLOAT_VECTOR, TERNARY, VECTOR, VECTOR);
  private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
  private static final MethodTypeDesc LANEWISE_2 =
      MethodTypeDesc.of(FLOAT_VECTOR, OPERATORS.nested("Binary"), VECTOR);
  static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
  private static final MethodTypeDesc GET_CLASS = MethodTypeDesc.of(ConstantDescs.CD_Class);
  private static final MethodTypeDesc ZERO = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES);
  private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOAT);

  private VectorCode() {}

  /** Makes an instance of a class that has one method, which implements an interface of ours. */
  static <T> T spin(
      Class<T> type, String name, String method, MethodTypeDesc of, Consumer<CodeBuilder> body) {
    ClassDesc self = ClassDesc.of(VectorCode.class.getPackageName(), name);
    byte[] bytes =
        ClassFile.of()
            .build(
                self,
                spun ->
                    spun.withFlags(AccessFlag.FINAL)
                        .withInterfaceSymbols(ClassDesc.of(type.getName()))
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            0,
                            VectorCode::constructor)
                        .withMethodBody(method, of, ClassFile.ACC_PUBLIC, body));
    try {
      return type.cast(
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("can't define " + name, e);
    }
  }

  private static void constructor(CodeBuilder code) {
    code.aload(0)
        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .return_();
  }

  /** {@code FloatVector.fromArray(Lanes.FLOATS, array, index)}; the index's code is given. */
  static void load(CodeBuilder code, int array, Consumer<CodeBuilder> index) {
    species(code).aload(array);
    index.accept(code);
    code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY);
  }

  /** {@code vector.intoArray(array, index)} of the vector on the stack. */
  static void store(CodeBuilder code, int array, Consumer<CodeBuilder> index) {
    code.aload(array);
    index.accept(code);
    code.invokevirtual(FLOAT_VECTOR, "intoArray", INTO_ARRAY);
  }

  /** {@code FloatVector.broadcast(Lanes.FLOATS, array[index])}. */
  static void broadcast(CodeBuilder code, int array, Consumer<CodeBuilder> index) {
    species(code).aload(array);
    index.accept(code);
    code.faload().invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
  }

  /**
   * {@code sum = a.lanewise(FMA, b, sum)} of vectors in these slots. {@code a.fma(b, sum)} is the
   * same, but a method of all widths: the widths that C2 saw it called with may be those of other
   * code.
   */
  static void fma(CodeBuilder code, int a, int b, int sum) {
    code.aload(a).getstatic(OPERATORS, "FMA", TERNARY).aload(b).aload(sum);
    code.invokevirtual(FLOAT_VECTOR, "lanewise", LANEWISE_3).astore(sum);
  }

  /** {@code vector.lanewise(MAX, other)} of the vector on the stack and one in a slot. */
  static void max(CodeBuilder code, int other) {
    code.getstatic(OPERATORS, "MAX", ASSOCIATIVE).aload(other);
    code.invokevirtual(FLOAT_VECTOR, "lanewise", LANEWISE_2);
  }

  /**
   * {@code if (vector.getClass() != Lanes.FLOATS_CLASS) throw null} of the vector in a slot, with
   * nothing on the stack. Where a call returns a vector C2 sees a {@code FloatVector} of whatever
   * width, until long after it has parsed the method. Up to then what is done with it goes by the
   * profile of all code that has any; where that has seen two widths, boxes may stay for good. From
   * here on C2 knows the class, and the test folds to nothing. So it should stand behind every
   * vector that is made, but for those that a loop carries: behind the loop.
   */
  static void known(CodeBuilder code, int slot) {
    Label known = code.newLabel();
    code.aload(slot).invokevirtual(ConstantDescs.CD_Object, "getClass", GET_CLASS);
    code.getstatic(LANES, "FLOATS_CLASS", ConstantDescs.CD_Class).if_acmpeq(known);
    code.aconst_null().athrow().labelBinding(known);
  }

  /** {@code FloatVector.zero(Lanes.FLOATS)}. */
  static void zero(CodeBuilder code) {
    species(code).invokestatic(FLOAT_VECTOR, "zero", ZERO);
  }

  private static CodeBuilder species(CodeBuilder code) {
    return code.getstatic(LANES, "FLOATS", SPECIES);
  }
}
