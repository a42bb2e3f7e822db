package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

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

  List<String> jvmArgs() {
    // Without a collector's help, as it costs a tenth of small work: scopes free everything.
    return new ArrayList<>(List.of("-Dorg.bytedeco.javacpp.nopointergc=true"));
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
