package dev.lanegrad.bench;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Entry of {@code java -jar lanegrad-bench.jar}: checks the JDK and adds the vector module, then
 * calls {@link #MAIN}.
 *
 * <p>Compiled for Java 11, apart from all else, so that an old JDK gets as far as the message.
 */
public final class Launcher {

  private static final int NEEDED = 25;
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String INCUBATOR_WARNING = "WARNING: Using incubator modules: ";
  private static final int SECONDS_TO_SAVE = 10;

  /** For the last words of a child that has ended; its own children may hold the pipe open. */
  private static final int MILLIS_TO_SAY = 500;

  /** Of a command that succeeded, but not in saying so. */
  private static final int UNWRITTEN = 3;

  private static final String MAIN = "dev.lanegrad.bench.Main";

  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    int feature = Runtime.version().feature();
    if (feature < NEEDED) {
      System.err.printf(
          "lanegrad-bench needs Java %d or later, but this is Java %d (%s). Start it with a newer"
              + " JDK, for example $JAVA_HOME/bin/java -jar lanegrad-bench.jar, or run it through"
              + " Maven, which finds one: mvn -q -DskipTests -Pbench verify -Dbench.args=\"...\"%n",
          NEEDED, feature, System.getProperty("java.home"));
      System.exit(2);
    }
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      System.exit(runWithVectorModule(args));
    }
    try {
      Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * A jar's manifest can't add a module, so the same JVM starts once more with the flag; returns
   * its exit code.
   */
  private static int runWithVectorModule(String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("--add-modules", VECTOR_MODULE));
    // JMH 1.37 uses Unsafe's access to memory, of which JDK 24 and later warn.
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-classpath", System.getProperty("java.class.path"), MAIN));
    command.addAll(Arrays.asList(args));

    Process child =
        new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE).start();
    Thread errors = new Thread(() -> copyErrors(child.getErrorStream()));
    errors.setDaemon(true);
    errors.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(child, errors)));
    int exitCode = child.waitFor();
    errors.join();
    return exitCode == 0 && System.err.checkError() ? UNWRITTEN : exitCode;
  }

  /** All but the JVM's warning of the module, which no flag turns off. */
  private static void copyErrors(InputStream errors) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = errors.read(); b >= 0; b = errors.read()) {
        line.write(b);
        if (b == '\n') {
          break;
        }
      }
      if (!line.toString().startsWith(INCUBATOR_WARNING)) {
        line.writeTo(System.err);
      }
      errors.transferTo(System.err);
    } catch (IOException e) {
      // The child is gone, and so is what it had to say.
    }
  }

  /**
   * Stops the child, which prints and saves what it has, and then the JVMs that JMH forked from it;
   * without effect once they have ended.
   */
  private static void stop(Process child, Thread errors) {
    List<ProcessHandle> forks = child.descendants().collect(Collectors.toList());
    // Process.destroy would close the pipe that the last words come through.
    child.toHandle().destroy();
    try {
      child.waitFor(SECONDS_TO_SAVE, TimeUnit.SECONDS);
      errors.join(MILLIS_TO_SAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    forks.forEach(ProcessHandle::destroy);
  }
}
