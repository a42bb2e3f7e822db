package dev.lanegrad.kernel;

/** Chooses the kernels of this process, once, from the properties of {@link Settings}. */
final class KernelProvider {
  /** The kernels that go over to vectors; null where plain loops were chosen. */
  private static WarmingKernels warming;

  static final Kernels CURRENT = choose();

  private static final String MODULE = "jdk.incubator.vector";

  private KernelProvider() {}

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
      return new ParallelKernels(new ScalarKernels(), threads);
    }
    boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (there && isVisible()) {
      if (Settings.vectorBits() != 0) {
        VectorWidth.shape(Settings.vectorBits()); // throws, before anything is computed
      }
      if (choice == Settings.Choice.VECTOR) {
        return new ParallelKernels(new VectorKernels(), threads);
      }
      warming = new WarmingKernels();
      return new ParallelKernels(warming, threads);
    }
    if (choice == Settings.Choice.VECTOR || Settings.vectorBits() != 0) {
      throw new SettingError(
          "vector kernels were asked for by " + asked(choice) + ", but " + why(there));
    }
    System.getLogger("dev.lanegrad")
        .log(
            System.Logger.Level.WARNING,
            "lanegrad runs on plain loops, several times slower than vectors: "
                + why(there)
                + " (or set -D"
                + Settings.KERNELS
                + "=scalar to mean it)");
    return new ParallelKernels(new ScalarKernels(), threads);
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

  /** {@link Kernels#warmUp}. */
  static void warmUp() throws InterruptedException {
    if (warming != null) {
      warming.await();
    }
  }
}
