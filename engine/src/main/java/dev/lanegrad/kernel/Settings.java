package dev.lanegrad.kernel;

/**
 * The system properties of the kernels.
 *
 * <ul>
 *   <li>{@code lanegrad.kernels}: {@code vector} from the first call on, or {@code scalar} (plain
 *       loops). Unset: where the module {@code jdk.incubator.vector} is there, each kernel starts
 *       as scalar kernels and switches to vectors when these are compiled and no slower.
 *   <li>{@code lanegrad.vector.bits}: {@code 64}, {@code 128}, {@code 256}, {@code 512} or {@code
 *       max}. Unset: what the JVM prefers on this CPU.
 *   <li>{@code lanegrad.threads}: how many threads a large call may use. Unset: the processors that
 *       the JVM sees.
 * </ul>
 *
 * <p>Where the CPU has no fused multiply-add, scalar kernels run whatever was asked for.
 */
public final class Settings {
  public static final String KERNELS = "lanegrad.kernels";
  public static final String BITS = "lanegrad.vector.bits";
  static final String THREADS = "lanegrad.threads";

  private static final int MOST_THREADS = 1024;

  /** Which kernels were asked for. */
  public enum Choice {
    VECTOR,
    SCALAR,
    UNSET
  }

  private Settings() {}

  public static Choice kernels() {
    String value = System.getProperty(KERNELS);
    if (value == null) {
      return Choice.UNSET;
    } else if (value.equals("vector")) {
      return Choice.VECTOR;
    } else if (value.equals("scalar")) {
      return Choice.SCALAR;
    }
    throw new SettingError(KERNELS + "=" + value + ": must be vector or scalar");
  }

  /** The width asked for; 0 for what the JVM prefers, {@link Integer#MAX_VALUE} for the widest. */
  public static int vectorBits() {
    String value = System.getProperty(BITS);
    if (value == null) {
      return 0;
    }
    return switch (value) {
      case "64" -> 64;
      case "128" -> 128;
      case "256" -> 256;
      case "512" -> 512;
      case "max" -> Integer.MAX_VALUE;
      default -> throw new SettingError(BITS + "=" + value + ": must be 64, 128, 256, 512 or max");
    };
  }

  public static int threads() {
    String value = System.getProperty(THREADS);
    if (value == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(value);
      if (threads >= 1 && threads <= MOST_THREADS) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // falls through to the same answer
    }
    throw new SettingError(THREADS + "=" + value + ": must be a number from 1 to " + MOST_THREADS);
  }
}
