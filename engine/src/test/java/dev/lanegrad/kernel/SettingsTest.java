package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    assertThat(run(true, "-Dlanegrad.vector.bits=100"))
        .contains("SettingError: lanegrad.vector.bits=100: must be 64, 128, 256, 512 or max");
    assertThat(run(true, "-Dlanegrad.kernels=fast"))
        .contains("SettingError: lanegrad.kernels=fast: must be vector or scalar");
    assertThat(run(true, "-Dlanegrad.threads=0"))
        .contains("SettingError: lanegrad.threads=0: must be a number from 1 to 1024");
    assertThat(run(true, "-Dlanegrad.kernels=scalar", "-Dlanegrad.vector.bits=256"))
        .contains("SettingError: lanegrad.vector.bits has no meaning with lanegrad.kernels=scalar");
  }
}
