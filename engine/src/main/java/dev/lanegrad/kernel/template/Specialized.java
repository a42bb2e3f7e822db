package dev.lanegrad.kernel.template;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * Copies of a class that is written once for many operations, each copy with an operation of its
 * own as a constant.
 *
 * <p>A loop over {@code op.apply(x[i])} is fast only where C2 knows the op: the call is then
 * inlined and the loop turned into vectors. One loop that serves them all would see a dozen ops and
 * call a method for each element. So each op gets a hidden class with the same code, compiled on
 * its own, in which the op is a {@code static final} field.
 */
public final class Specialized {
  private Specialized() {}

  /**
   * An instance of a copy of the template.
   *
   * @param room the package of the template, as a look-up of one of its classes
   * @param template a public class with a public constructor without arguments
   * @param type an interface of the template; a copy is no subclass of its template
   * @param constant what {@link #constant} gives in the copy
   */
  static <T> T copy(
      MethodHandles.Lookup room, Class<? extends T> template, Class<T> type, Object constant) {
    return define(room, classFile(template), template, type, constant);
  }

  /** The same, with the code of a class of static methods in the place of calls to it. */
  public static <T> T copyInlined(
      MethodHandles.Lookup room,
      Class<? extends T> template,
      Class<?> inlined,
      Class<T> type,
      Object constant) {
    byte[] bytes = Inlining.inline(classFile(template), classFile(inlined));
    return define(room, bytes, template, type, constant);
  }

  private static <T> T define(
      MethodHandles.Lookup room, byte[] bytes, Class<?> template, Class<T> type, Object constant) {
    try {
      return type.cast(
          room.defineHiddenClassWithClassData(bytes, constant, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("can't copy " + template.getName() + " for " + constant, e);
    }
  }

  private static byte[] classFile(Class<?> of) {
    try (InputStream in = of.getResourceAsStream(of.getSimpleName() + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new LinkageError("can't read " + of.getName(), e);
    }
  }

  /**
   * The constant of the copy that calls this from its static initializer; null in the template
   * itself.
   */
  public static <T> T constant(MethodHandles.Lookup copy, Class<T> type) {
    try {
      return MethodHandles.classData(copy, "_", type);
    } catch (IllegalAccessException e) {
      throw new LinkageError("no access to the constant of " + copy, e);
    }
  }
}
