package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.vector.VectorWidth;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.optim.SGD;
import dev.lanegrad.testing.Jvm;
import dev.lanegrad.train.TrainingStep;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the properties choose, and what is said where they can't be honoured; each in a JVM of its
 * own.
 */
class SettingsTest {
  /** Prints what was chosen. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      System.out.println("chosen: " + Kernels.current().description());
    }
  }

  /** Calls what uses kernels again and again, from two threads, and prints what it says. */
  static final class Again {
    private static final Tensor X = Tensor.ones(2, 2);

    private Again() {}

    public static void main(String[] args) throws InterruptedException {
      List<Executable> entries =
          List.of(
              Kernels::current,
              Kernels::warmUp,
              () -> X.add(X),
              () -> X.matmul(X),
              () -> X.exp().sum(),
              () -> Functional.linear(X, X, null),
              () -> new MSELoss().forward(X, X),
              () -> training().run(X, X));
      say(entries);
      Thread other = new Thread(() -> say(entries));
      other.start();
      other.join();
    }

    private static TrainingStep training() {
      Linear net = new Linear(2, 2);
      return TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.1f));
    }

    private static void say(List<Executable> entries) {
      for (Executable entry : entries) {
        try {
          entry.execute();
        } catch (Throwable e) {
          System.out.println("said: " + e);
        }
      }
    }
  }

  /** These don't depend on the width under test: once is enough. */
  @BeforeEach
  void onlyOnce() {
    assumeTrue(
        "scalar".equals(System.getProperty("lanegrad.test.expected", "scalar")),
        "skipped: runs with the plain loops only, in JVMs of its own");
  }

  private static String run(boolean module, String... properties) {
    return module
        ? Jvm.run(Main.class, List.of(properties))
        : Jvm.runWithoutVectors(Main.class, properties);
  }

  @Test
  void vectorsWhereTheModuleIs() {
    assertThat(run(true, "-Dlanegrad.threads=1"))
        .contains("chosen: vector, " + VectorWidth.widest() + " bits, 1 thread");
    assertThat(run(true, "-Dlanegrad.vector.bits=max", "-Dlanegrad.threads=1"))
        .contains("chosen: vector, " + VectorWidth.widest() + " bits, 1 thread");
    assertThat(run(true, "-Dlanegrad.vector.bits=128", "-Dlanegrad.threads=3"))
        .contains("chosen: vector, 128 bits, 3 threads");
    assertThat(run(true, "-Dlanegrad.kernels=scalar", "-Dlanegrad.threads=1"))
        .contains("chosen: plain loops, 1 thread");
  }

  @Test
  void plainLoopsAndOneWarningWhereTheModuleIsNot() {
    String output = run(false);
    assertThat(output).contains("start java with --add-modules jdk.incubator.vector");
    assertThat(output).contains("chosen: plain loops").doesNotContain("Exception");
    assertThat(output.split("--add-modules", -1)).as("warned once").hasSize(2);
    assertThat(run(false, "-Dlanegrad.kernels=scalar")).doesNotContain("--add-modules");
  }

  @Test
  void aDemandThatCannotBeMetThrows() {
    assertThat(run(false, "-Dlanegrad.kernels=vector"))
        .contains("SettingError: vector kernels were asked for")
        .contains("start java with --add-modules jdk.incubator.vector")
        .doesNotContain("chosen");
    assertThat(run(true, "-XX:UseAVX=2", "-Dlanegrad.vector.bits=512"))
        .contains("SettingError: lanegrad.vector.bits=512: the widest vectors")
        .contains("256 bits")
        .doesNotContain("chosen");
    // Where vectors of integers are narrower than those of floats.
    assertThat(run(true, "-XX:UseAVX=1", "-Dlanegrad.vector.bits=256"))
        .contains("SettingError: lanegrad.vector.bits=256: the widest vectors")
        .contains("128 bits");
    assertThat(run(true, "-Dlanegrad.vector.bits=100"))
        .contains("SettingError: lanegrad.vector.bits=100: must be 64, 128, 256, 512 or max");
    assertThat(run(true, "-Dlanegrad.kernels=fast"))
        .contains("SettingError: lanegrad.kernels=fast: must be vector or scalar");
    assertThat(run(true, "-Dlanegrad.threads=0"))
        .contains("SettingError: lanegrad.threads=0: must be a number from 1 to 1024");
    assertThat(run(true, "-Dlanegrad.kernels=scalar", "-Dlanegrad.vector.bits=256"))
        .contains("SettingError: lanegrad.vector.bits has no meaning with lanegrad.kernels=scalar");
  }

  @ParameterizedTest
  @CsvSource({
    "lanegrad.threads=0, must be a number from 1 to 1024",
    "lanegrad.threads=many, must be a number from 1 to 1024",
    "lanegrad.kernels=fast, must be vector or scalar",
    "lanegrad.vector.bits=100, 'must be 64, 128, 256, 512 or max'",
    "lanegrad.vector.bits=1024, 'must be 64, 128, 256, 512 or max'"
  })
  void aDemandThatCannotBeMetThrowsTheSameAtEachCall(String property, String why) {
    assertEachCallSays(
        "dev.lanegrad.kernel.SettingError: " + property + ": " + why,
        Jvm.run(Again.class, List.of("-D" + property)));
  }

  @Test
  void aMissingModuleThrowsTheSameAtEachCall() {
    assertEachCallSays(
        "vector kernels were asked for",
        Jvm.runWithoutVectors(Again.class, "-Dlanegrad.kernels=vector"));
  }

  private static void assertEachCallSays(String what, String output) {
    List<String> said = output.lines().filter(line -> line.startsWith("said: ")).toList();
    assertThat(said).hasSize(16).allMatch(line -> line.contains(what));
    assertThat(said.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "scalar", "vector"})
  void plainLoopsWhereNothingIsFused(String kernels) {
    String choice = kernels.isEmpty() ? "-Dlanegrad.threads=1" : "-Dlanegrad.kernels=" + kernels;
    assertWarnedOnce("plain loops", "-XX:-UseFMA", run(true, "-XX:-UseFMA", choice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
  void fusedInHardwareIsSeenWithoutCompilers(String flag) {
    assertThat(run(true, flag)).contains("chosen: ").doesNotContain("-XX:-UseFMA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:CompilationMode=quick-only"})
  void vectorsOnlyOnDemandWhereNothingCompilesThem(String flag) {
    assertWarnedOnce("vector", flag, run(true, flag, "-Dlanegrad.kernels=vector"));
    assertWarnedOnce("plain loops", flag, run(true, flag));
    assertThat(run(true, flag, "-Dlanegrad.kernels=scalar")).doesNotContain("WARNING: lanegrad");
  }

  private static void assertWarnedOnce(String chosen, String flag, String output) {
    assertThat(output).contains("chosen: " + chosen).contains(flag);
    assertThat(output.split("WARNING: lanegrad", -1)).as(output).hasSize(2);
  }
}
