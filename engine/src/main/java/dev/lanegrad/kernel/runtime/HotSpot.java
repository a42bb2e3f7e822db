package dev.lanegrad.kernel.runtime;

/**
 * What this JVM is and does, as far as no method of the platform tells. {@code java.management}
 * would, and costs a start tens of milliseconds.
 */
public final class HotSpot {
  /** What {@code java.vm.info} holds where C2 is off: the second for C1 alone. */
  private static final String[] WITHOUT_C2 = {"interpreted mode", "emulated-client"};

  /** The bits of a NaN that no calculation makes. */
  private static final int MARKED_NAN = 0x7fc12345;

  private static final int USUAL_HEADER = 16;

  private HotSpot() {}

  /**
   * Whether {@link Math#fma(float, float, float)} is an instruction, as it is in HotSpot's
   * interpreter and compilers alike where the CPU has it and {@code -XX:-UseFMA} doesn't forbid it.
   *
   * <p>The instructions of x86 and ARM hand the digits of a NaN on, the library's code gives
   * another NaN. Other CPUs have it always, and other JVMs interpret the library's code.
   */
  public static boolean fusesInHardware() {
    float nan = Math.fma(Float.intBitsToFloat(MARKED_NAN), 1f, 1f);
    return Float.floatToRawIntBits(nan) == MARKED_NAN || !nanTells();
  }

  private static boolean nanTells() {
    String architecture = System.getProperty("os.arch", "");
    boolean keepsDigits =
        architecture.equals("amd64")
            || architecture.equals("x86_64")
            || architecture.equals("aarch64");
    return keepsDigits && !System.getProperty("java.vm.name", "").contains("J9");
  }

  /** Whether C2, or what takes its place, is there to compile vectors. */
  public static boolean hasC2() {
    String info = info();
    for (String without : WITHOUT_C2) {
      if (info.contains(without)) {
        return false;
      }
    }
    return true;
  }

  /** How the JVM runs, in its own words: {@code "mixed mode, emulated-client, sharing"}. */
  public static String info() {
    return System.getProperty("java.vm.info", "");
  }

  /**
   * Bytes before the first element of an array of floats: 16, 12 with {@code
   * -XX:+UseCompactObjectHeaders}, 20 without compressed class pointers.
   *
   * <p>By reflection, as some runtimes lack the module {@code jdk.unsupported}. It is a constant:
   * to read it calls none of the methods that the JVM warns of.
   */
  public static int bytesBeforeFloats() {
    try {
      return Class.forName("sun.misc.Unsafe").getField("ARRAY_FLOAT_BASE_OFFSET").getInt(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return USUAL_HEADER;
    }
  }
}
