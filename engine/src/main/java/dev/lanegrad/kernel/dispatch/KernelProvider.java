package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.Fma;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.SettingError;
import dev.lanegrad.kernel.Settings;
import dev.lanegrad.kernel.gemm.GemmPlan;
import dev.lanegrad.kernel.runtime.HotSpot;
import dev.lanegrad.kernel.scalar.ScalarKernels;
import dev.lanegrad.kernel.vector.VectorWidth;

/** Chooses the kernels of this process, once, from the properties of {@link Settings}. */
public final class KernelProvider {
  /** The choice that switches to vectors by itself; null where another was made. */
  private static Tiered warming;

  private static final String MODULE = "jdk.incubator.vector";

  /** A constant to C2; null where a setting can't be honoured. */
  private static final Kernels CURRENT;

  /** Which setting, and why. */
  private static final String REFUSAL;

  static {
    // An error thrown from here would be told once, and be a NoClassDefFoundError from then on.
    Kernels chosen = null;
    String refusal = null;
    try {
      chosen = choose();
      if (!Fma.IN_HARDWARE) {
        warn(
            "lanegrad runs on plain loops, several times slower than usual: this JVM has no fused"
                + " multiply-add in hardware, because the CPU lacks it, or a virtual machine hides"
                + " it, or by -XX:-UseFMA or -XX:UseAVX=0");
      }
    } catch (SettingError e) {
      refusal = e.getMessage();
    }
    CURRENT = chosen;
    REFUSAL = refusal;
  }

  private KernelProvider() {}

  /**
   * {@link Kernels#current}.
   *
   * @throws SettingError where a setting can't be honoured, at each call
   */
  public static Kernels current() {
    if (CURRENT == null) {
      throw new SettingError(REFUSAL);
    }
    return CURRENT;
  }

  private static Kernels choose() {
    int threads = Settings.threads();
    Settings.Choice choice = Settings.kernels();
    if (choice == Settings.Choice.SCALAR) {
      if (Settings.vectorBits() != 0) {
        throw new SettingError(
            Settings.BITS
                + " has no meaning with "
                + Settings.KERNELS
                + "=scalar: unset one of them");
      }
      return new ParallelKernels(new KernelChoice.Fixed(ScalarKernels.INSTANCE), threads);
    }
    boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (there && isVisible()) {
      if (Settings.vectorBits() != 0) {
        VectorWidth.shape(Settings.vectorBits()); // throws, before anything is computed
      }
      if (!Fma.IN_HARDWARE) { // vectors would be thousands of times slower
        return new ParallelKernels(new KernelChoice.Fixed(ScalarKernels.INSTANCE), threads);
      }
      boolean compiled = HotSpot.hasC2();
      if (!compiled) {
        warn(withoutC2(choice));
      }
      if (choice == Settings.Choice.VECTOR) {
        return new ParallelKernels(new KernelChoice.Fixed(new VectorKernels()), threads);
      }
      if (!compiled) {
        return new ParallelKernels(new KernelChoice.Fixed(ScalarKernels.INSTANCE), threads);
      }
      warming = new Tiered();
      return new ParallelKernels(warming, threads);
    }
    if (choice == Settings.Choice.VECTOR || Settings.vectorBits() != 0) {
      throw new SettingError(
          "vector kernels were asked for by " + asked(choice) + ", but " + why(there));
    }
    warn(
        "lanegrad runs on plain loops, several times slower than vectors: "
            + why(there)
            + " (or set -D"
            + Settings.KERNELS
            + "=scalar to mean it)");
    return new ParallelKernels(new KernelChoice.Fixed(ScalarKernels.INSTANCE), threads);
  }

  private static String withoutC2(Settings.Choice choice) {
    String instead =
        choice == Settings.Choice.VECTOR
            ? "lanegrad runs on vectors, a hundred times slower than plain loops without C2"
            : "lanegrad runs on plain loops, several times slower than vectors, which need C2";
    return instead
        + ": start java without -XX:TieredStopAtLevel=1, -XX:CompilationMode=quick-only and -Xint"
        + " (java.vm.info is \""
        + HotSpot.info()
        + "\")";
  }

  private static String asked(Settings.Choice choice) {
    return choice == Settings.Choice.VECTOR ? Settings.KERNELS + "=vector" : Settings.BITS;
  }

  /** Why there are no vectors, and what helps. */
  private static String why(boolean there) {
    return there
        ? "the class loader that lanegrad comes from, "
            + KernelProvider.class.getClassLoader()
            + ", doesn't find the classes of the module "
            + MODULE
            + ": let it ask the boot class loader for them (OSGi:"
            + " org.osgi.framework.bootdelegation="
            + MODULE
            + ")"
        : "the module " + MODULE + " is not there: start java with --add-modules " + MODULE;
  }

  /** Whether the classes of the module are found from here: class loaders may hide them. */
  private static boolean isVisible() {
    try {
      Class.forName(MODULE + ".VectorSpecies", false, KernelProvider.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static void warn(String message) {
    System.getLogger("dev.lanegrad").log(System.Logger.Level.WARNING, message);
  }

  /** {@link Kernels#warmUp}. */
  public static void warmUp() throws InterruptedException {
    current();
    if (warming != null) {
      warming.await();
    }
  }

  /** {@link Kernels#explain}. */
  public static String explain(boolean transA, boolean transB, int m, int n, int k) {
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.size("k", k);
    Kernels kernels = current();
    String plan =
        kernels.vectorBits() == 0
            ? "scalar loops over rows of C"
            : GemmPlan.describe(transA, transB, m, n, k);
    boolean shared = kernels.threads() > 1 && (double) m * n * k >= ParallelKernels.PRODUCT;
    String threads =
        shared
            ? kernels.threads()
                + ", each with a part of the "
                + (Op.byRows(transA, transB, m, n) ? "rows" : "columns")
                + " of C, a product of its own"
            : "1";
    return "algorithm   " + plan + "\nthreads     " + threads;
  }
}
