package dev.lanegrad.bench.jmh;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Whether the compilers of this JVM have work.
 *
 * <p>HotSpot tells it by the diagnostic command {@code Compiler.queue}. Its total compilation time
 * doesn't: a method is counted when it is done, and C2 takes seconds for some vector kernels.
 */
final class JitCompiler {
  private static final String COMMAND = "compilerQueue";
  private static final String QUEUE = "compile queue:";
  private static final String EMPTY = "Empty";

  /** In front of a method that is being compiled. */
  private static final String ACTIVE = "CompilerThread";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** Whether a method is being compiled or waits for it; never where the JVM doesn't tell. */
  boolean isBusy() {
    return isBusy(queues());
  }

  /** What the JVM says of its compilers; empty where it says nothing. */
  String queues() {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      return String.valueOf(server.invoke(commands, COMMAND, new Object[0], new String[0]));
    } catch (JMException e) {
      return "";
    }
  }

  static boolean isBusy(String queues) {
    return queues.contains(ACTIVE)
        || queues.lines().filter(line -> line.contains(QUEUE)).count()
            != queues.lines().filter(line -> line.strip().equals(EMPTY)).count();
  }
}
