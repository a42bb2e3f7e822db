package dev.lanegrad.kernel;

import java.lang.reflect.Array;

/** The loops of one kind, one for each constant of an enum, made when they are first needed. */
final class LoopTable<T> {
  private final Class<? extends T> template;
  private final Class<T> type;
  private final boolean elementary;
  private final T[] loops;

  /** A table of copies of a template of {@link Specialized}. */
  LoopTable(Class<? extends T> template, Class<T> type, Class<? extends Enum<?>> ops) {
    this(template, type, ops, false);
  }

  /** The same, of a template that may call {@link VectorElementary}. */
  @SuppressWarnings("unchecked")
  LoopTable(
      Class<? extends T> template,
      Class<T> type,
      Class<? extends Enum<?>> ops,
      boolean elementary) {
    this.elementary = elementary;
    this.template = template;
    this.type = type;
    this.loops = (T[]) Array.newInstance(type, ops.getEnumConstants().length);
  }

  T of(Enum<?> op) {
    T loop = loops[op.ordinal()];
    return loop != null ? loop : make(op);
  }

  /** Two threads may both make it; loops have no state, so either will do. */
  private T make(Enum<?> op) {
    return loops[op.ordinal()] =
        elementary
            ? Specialized.copyElementary(template, type, op)
            : Specialized.copy(template, type, op);
  }
}
