package dev.lanegrad.bench.peers;

import ai.djl.engine.Engine;
import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Widths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.factory.Nd4j;

/** A library of tensors with gradients, in a JVM of its own: two of them may not get along. */
enum Backend {
  LIBTORCH_MKL("libtorch + MKL") {
    @Override
    String load(int threads) {
      Mkl.load(Mkl.Threading.GNU);
      torch.set_num_threads(threads);
      new LibtorchLearner(Weights.of(SMALL)).step();
      if (!isLoaded("libmkl_avx") && !isLoaded("libmkl_mc3") && !isLoaded("libmkl_def")) {
        throw new IllegalStateException("libtorch did not call MKL");
      }
      return Version.of("libtorch", "org.bytedeco", "pytorch")
          + ", "
          + Version.of("MKL", "org.bytedeco", "mkl")
          + " with the OpenMP threads of libtorch";
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
    String load(int threads) {
      torch.set_num_threads(threads);
      new LibtorchLearner(Weights.of(SMALL)).step();
      return Version.of("libtorch", "org.bytedeco", "pytorch")
          + ", "
          + Version.of("OpenBLAS", "org.bytedeco", "openblas")
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
    Map<String, String> environment(int threads) {
      Map<String, String> environment = super.environment(threads);
      if (threads > 1) {
        // Two pools that wait in loops for work take each other's processors.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
      }
      return environment;
    }
  },

  DJL("DJL") {
    @Override
    String load(int threads) {
      new DjlLearner(Weights.of(SMALL)).step();
      return Version.of("version", "ai.djl", "api")
          + " with PyTorch "
          + Engine.getEngine("PyTorch").getVersion()
          + ", its trainer";
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
    List<String> jvmArgs(int threads) {
      return List.of(
          "-Dai.djl.offline=true",
          "-Dai.djl.pytorch.num_threads=" + threads,
          "-Dai.djl.pytorch.num_interop_threads=1");
    }
  },

  ND4J("ND4J") {
    @Override
    String load(int threads) {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      new Nd4jLearner(Weights.of(SMALL)).step();
      return Version.of("version", "org.nd4j", "nd4j-api") + ", SameDiff, " + extension();
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
    List<String> jvmArgs(int threads) {
      return List.of("-Dorg.bytedeco.javacpp.platform.extension=" + extension());
    }

    /** Its build for the vectors that this CPU has. */
    private String extension() {
      return Widths.isAvailable("512") ? "-avx512" : Widths.isAvailable("256") ? "-avx2" : "";
    }
  };

  private static final Network SMALL = Network.parse("article");

  private final String label;

  Backend(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Loads the library; returns how it is configured, in a line. */
  abstract String load(int threads);

  abstract Learner learner(Weights weights);

  /** Parts of the paths of the jars that it needs. */
  abstract List<String> jars();

  /** Of the JVM that the library is loaded in. */
  Map<String, String> environment(int threads) {
    return threadsOfAll(threads);
  }

  List<String> jvmArgs(int threads) {
    // Without a collector's help, as it costs a tenth of small work: scopes free everything.
    return List.of("-Dorg.bytedeco.javacpp.nopointergc=true");
  }

  static Map<String, String> threadsOfAll(int threads) {
    Map<String, String> environment = new LinkedHashMap<>();
    String n = String.valueOf(threads);
    environment.put("OMP_NUM_THREADS", n);
    environment.put("MKL_NUM_THREADS", n);
    environment.put("OPENBLAS_NUM_THREADS", n);
    environment.put("MKL_DYNAMIC", "FALSE");
    environment.put("OMP_DYNAMIC", "FALSE");
    if (threads > 1) {
      // Turns change after 3 ms: who waits in a loop must have given up by then.
      environment.put("KMP_BLOCKTIME", "1");
      environment.put("OPENBLAS_THREAD_TIMEOUT", "20");
    }
    return environment;
  }

  private static boolean isLoaded(String library) {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.anyMatch(line -> line.contains(library));
    } catch (IOException e) {
      return true;
    }
  }
}
