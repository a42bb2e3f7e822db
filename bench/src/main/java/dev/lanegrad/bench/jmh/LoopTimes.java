package dev.lanegrad.bench.jmh;

import java.lang.reflect.Field;
import java.util.concurrent.locks.LockSupport;

/**
 * Times kernels shortly, all in this JVM: the least time of many samples, which a busy machine
 * hardly changes. Nothing to publish; enough to tell code of vectors from scalar code.
 *
 * <p>Each argument is a benchmark: its class and method, and its parameters as {@code name=value},
 * with spaces between. A line of stdout for each has its index and nanoseconds, after {@link
 * #LINE}.
 */
public final class LoopTimes {
  /** Starts the line of a result. */
  public static final String LINE = "lanegrad loop: ";

  private static final double MOST_SETTLE_SECONDS = 4;
  private static final double QUIET_SECONDS = 0.15;
  private static final int SAMPLES = 60;
  private static final double SAMPLE_SECONDS = 3e-4;

  /** Between samples: other processes that take the processor now have it for less than all. */
  private static final long PAUSE_NANOS = 1_000_000;

  private LoopTimes() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    for (int i = 0; i < args.length; i++) {
      System.out.println(LINE + i + " " + 1e9 * seconds(operation(args[i])));
    }
  }

  private static Runnable operation(String text) throws ReflectiveOperationException {
    String[] words = text.split(" ");
    int dot = words[0].lastIndexOf('.');
    Class<?> type = Class.forName(words[0].substring(0, dot));
    Conditions benchmark = (Conditions) type.getDeclaredConstructor().newInstance();
    for (int i = 1; i < words.length; i++) {
      String[] param = words[i].split("=");
      Field field = type.getField(param[0]);
      field.set(benchmark, value(field.getType(), param[1]));
    }
    type.getMethod("setup").invoke(benchmark);
    return benchmark.operation(words[0].substring(dot + 1));
  }

  private static Object value(Class<?> type, String text) throws ReflectiveOperationException {
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    return type.isEnum() ? type.getMethod("valueOf", String.class).invoke(null, text) : text;
  }

  private static double seconds(Runnable operation) {
    new Settling(new JvmProbe(), MOST_SETTLE_SECONDS, QUIET_SECONDS).run(operation, 0);
    int calls = 1 + (int) (SAMPLE_SECONDS / time(operation, 1));
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < SAMPLES; i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      least = Math.min(least, time(operation, calls));
    }
    return least;
  }

  private static double time(Runnable operation, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      operation.run();
    }
    return (System.nanoTime() - start) * 1e-9 / calls;
  }
}
