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
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
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
          "vector kernels were asked for, but the module "
              + MODULE
              + " is not there: start java with --add-modules "
              + MODULE);
    }
    System.getLogger("dev.lanegrad")
        .log(
            System.Logger.Level.WARNING,
            "lanegrad runs on plain loops, several times slower than vectors: start java with"
                + " --add-modules "
                + MODULE
                + " (or set -D"
                + Settings.KERNELS
                + "=scalar to mean it)");
    return new ParallelKernels(new ScalarKernels(), threads);
  }

  /** {@link Kernels#warmUp}. */
  static void warmUp() throws InterruptedException {
    if (warming != null) {
      warming.await();
    }
  }
}
