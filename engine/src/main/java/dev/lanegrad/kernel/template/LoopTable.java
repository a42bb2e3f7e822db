package dev.lanegrad.kernel.template;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;

/** The loops of one kind, one for each constant of an enum, made when they are first needed. */
public final class LoopTable<T> {
  private final MethodHandles.Lookup room;
  private final Class<? extends T> template;
  private final Class<?> inlined;
  private final Class<T> type;
  private final T[] loops;

  /**
   * A table of copies of a template of {@link Specialized}.
   *
   * @param room the package of the template, as a look-up of one of its classes
   */
  public LoopTable(
      MethodHandles.Lookup room,
      Class<? extends T> template,
      Class<T> type,
      Class<? extends Enum<?>> ops) {
    this(room, template, null, type, ops);
  }

  /** The same, of a template whose calls of a class of static methods are inlined. */
  @SuppressWarnings("unchecked")
  public LoopTable(
      MethodHandles.Lookup room,
      Class<? extends T> template,
      Class<?> inlined,
      Class<T> type,
      Class<? extends Enum<?>> ops) {
    this.room = room;
    this.template = template;
    this.inlined = inlined;
    this.type = type;
    this.loops = (T[]) Array.newInstance(type, ops.getEnumConstants().length);
  }

  /** The loop of a constant. */
  public T of(Enum<?> op) {
    T loop = loops[op.ordinal()];
    return loop != null ? loop : make(op);
  }

  /** Two threads may both make it; loops have no state, so either will do. */
  private T make(Enum<?> op) {
    return loops[op.ordinal()] =
        inlined == null
            ? Specialized.copy(room, template, type, op)
            : Specialized.copyInlined(room, template, inlined, type, op);
  }
}
