package dev.lanegrad;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Warnings to the user, each once for every place in the user's code that causes it.
 *
 * <p>They go to {@code System.err} unless another {@link #handler} is set. No logging framework: it
 * would take longer to start than a small network to train.
 */
public final class Warnings {
  private static final Set<String> GIVEN = ConcurrentHashMap.newKeySet();

  private static volatile Consumer<String> handler = Warnings::print;

  private Warnings() {}

  /**
   * Sets what is done with a warning.
   *
   * @return what was done before
   */
  public static Consumer<String> handler(Consumer<String> handler) {
    Consumer<String> before = Warnings.handler;
    Warnings.handler = Objects.requireNonNull(handler, "handler");
    return before;
  }

  /**
   * Gives a warning, unless this call site has had it.
   *
   * @param message the warning; the call site is added in front
   * @param library the package of the library whose frames are not the user's call site
   */
  public static void oncePerCallSite(String message, String library) {
    String site =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> !isIn(frame.getClassName(), library))
                        .filter(frame -> !frame.getClassName().equals(Warnings.class.getName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .map(StackTraceElement::toString))
            .orElse("unknown source");
    if (GIVEN.add(site + '\n' + message)) {
      handler.accept(site + ": " + message);
    }
  }

  private static boolean isIn(String className, String library) {
    return className.lastIndexOf('.') == library.length() && className.startsWith(library);
  }

  private static void print(String warning) {
    System.err.println("Warning: " + warning);
  }
}
