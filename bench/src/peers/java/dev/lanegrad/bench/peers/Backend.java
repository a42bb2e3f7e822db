package dev.lanegrad.bench.peers;

import ai.djl.engine.Engine;
import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Widths;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.factory.Nd4j;

/** A library of tensors with gradients, in a JVM of its own: two of them may not get along. */
enum Backend {
  LIBTORCH_MKL("libtorch + MKL") {
    @Override
    void load(int threads) {
      Mkl.load();
      torch.set_num_threads(threads);
    }

    @Override
    String how() {
      return Version.of("version", "pytorch")
          + ", "
          + Version.of("MKL", "mkl")
          + " ("
          + Mkl.kernels()
          + " kernels), both on the OpenMP threads of Intel";
    }

    @Override
    Learner learner(Weights weights) {
      return new LibtorchLearner(weights);
    }

    @Override
    List<String> jars() {
      return List.of(
          "/bytedeco/pytorch/", "/bytedeco/javacpp/", "/bytedeco/openblas/", "/bytedeco/mkl/");
    }
  },

  LIBTORCH_OPENBLAS("libtorch + OpenBLAS") {
    @Override
    void load(int threads) {
      torch.set_num_threads(threads);
    }

    @Override
    String how() {
      return Version.of("version", "pytorch")
          + ", "
          + OpenBlas.how("OpenBLAS")
          + " with threads of its own";
    }

    @Override
    Learner learner(Weights weights) {
      return new LibtorchLearner(weights);
    }

    @Override
    List<String> jars() {
      return List.of("/bytedeco/pytorch/", "/bytedeco/javacpp/", "/bytedeco/openblas/");
    }

    @Override
    Map<String, String> environment(Limits limits) {
      return passive(super.environment(limits));
    }
  },

  DJL("DJL") {
    @Override
    void load(int threads) {
      // Its first use does, by the properties of the JVM.
    }

    @Override
    String how() {
      return "version "
          + Engine.getDjlVersion()
          + ", its trainer on PyTorch "
          + Engine.getEngine("PyTorch").getVersion();
    }

    @Override
    Learner learner(Weights weights) {
      return new DjlLearner(weights);
    }

    @Override
    List<String> jars() {
      return List.of("/ai/djl/", "/jna/", "/gson/", "/commons-compress/", "/slf4j-api/");
    }

    @Override
    List<String> jvmArgs(Limits limits) {
      return List.of(
          "-Dai.djl.offline=true",
          "-Dai.djl.pytorch.num_threads=" + limits.threads(),
          "-Dai.djl.pytorch.num_interop_threads=1");
    }
  },

  ND4J("ND4J") {
    @Override
    void load(int threads) {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }

    @Override
    String how() {
      String build = System.getProperty(EXTENSION);
      return Version.of("version", "nd4j-api")
          + ", SameDiff, its build for "
          + (build.isEmpty() ? "any CPU" : build.substring(1))
          + ", "
          + OpenBlas.how("OpenBLAS");
    }

    @Override
    Learner learner(Weights weights) {
      return new Nd4jLearner(weights);
    }

    @Override
    List<String> jars() {
      return List.of("/nd4j/", "/bytedeco/javacpp/", "/bytedeco/openblas/");
    }

    @Override
    Map<String, String> environment(Limits limits) {
      return passive(super.environment(limits));
    }

    @Override
    List<String> jvmArgs(Limits limits) {
      return List.of("-D" + EXTENSION + "=" + extension(limits));
    }

    /** Of its build for the vectors that this CPU has, or for AVX2 at most; or none. */
    private static String extension(Limits limits) {
      if (!limits.avx2() && Widths.isAvailable("512")) {
        return "-avx512";
      }
      return Widths.isAvailable("256") ? "-avx2" : "";
    }
  };

  private static final Network SMALL = Network.parse("article");

  /** The property that tells JavaCPP which of ND4J's builds to load; empty for any CPU's. */
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  private final String label;

  Backend(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Loads the library, as far as that takes more than its first use. */
  abstract void load(int threads);

  /** How it is configured, in a line; after its first use. */
  abstract String how();

  /** Loads the library and uses it; returns how it is configured, in a line. */
  String tryOut(int threads) {
    load(threads);
    try (Learner learner = learner(Weights.of(SMALL))) {
      learner.step();
    }
    return how();
  }

  abstract Learner learner(Weights weights);

  /** Parts of the paths of the jars that it needs. */
  abstract List<String> jars();

  /** Of the JVM that the library is loaded in. */
  Map<String, String> environment(Limits limits) {
    return limits.environment();
  }

  List<String> jvmArgs(Limits limits) {
    // Without a collector's help, as it costs a tenth of small work: scopes free everything.
    return List.of("-Dorg.bytedeco.javacpp.nopointergc=true");
  }

  /**
   * Two pools that wait in loops for work, OpenMP's and OpenBLAS's, take each other's processors.
   */
  private static Map<String, String> passive(Map<String, String> environment) {
    environment.put("OMP_WAIT_POLICY", "PASSIVE");
    return environment;
  }
}
