package dev.lanegrad.bench.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Times kernels shortly, all in this JVM: the least time of some samples, which a busy machine
 * hardly changes. Nothing to publish; enough to tell code of vectors from scalar code.
 *
 * <p>Each line of stdin is a benchmark: its class and method, and its parameters as {@code
 * name=value}, with spaces between. Each is answered by a line of stdout with nanoseconds, or NaN,
 * after {@link #LINE}. A benchmark that is asked for again is compiled already.
 */
public final class LoopTimes {
  /** Starts the line of a result. */
  public static final String LINE = "lanegrad loop: ";

  private static final double MOST_SETTLE_SECONDS = 2;
  private static final double QUIET_SECONDS = 0.04;

  /** Of what has settled before. */
  private static final double STILL_QUIET_SECONDS = 0.02;

  private static final int SAMPLES = 12;
  private static final double SAMPLE_SECONDS = 3e-4;

  /** Between samples: other processes that take the processor now have it for less than all. */
  private static final long PAUSE_NANOS = 200_000;

  private LoopTimes() {}

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String last = "";
    Runnable operation = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      double seconds = Double.NaN;
      try {
        boolean isKnown = line.equals(last);
        if (!isKnown) {
          operation = operation(line);
          last = line;
        }
        // Each time: what the compilers came to only now is better code.
        double quiet = isKnown ? STILL_QUIET_SECONDS : QUIET_SECONDS;
        new Settling(new JvmProbe(), MOST_SETTLE_SECONDS, quiet).run(operation, 0);
        seconds = seconds(operation);
      } catch (ReflectiveOperationException | RuntimeException | Error e) {
        // A wrong answer, or no such benchmark: nothing is known of this one.
        e.printStackTrace();
        last = "";
      }
      System.out.println(LINE + 1e9 * seconds);
      System.out.flush();
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
