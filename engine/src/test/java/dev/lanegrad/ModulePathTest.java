package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a module of a modular program, which sets no flag. */
class ModulePathTest {
  private static final String PROGRAM =
      """
      package app;

      import dev.lanegrad.Tensor;
      import dev.lanegrad.kernel.Kernels;
      import dev.lanegrad.nn.Linear;
      import dev.lanegrad.nn.MSELoss;
      import dev.lanegrad.optim.SGD;
      import dev.lanegrad.train.TrainingStep;

      public class App {
        public static void main(String[] args) throws Exception {
          Linear net = new Linear(64, 64);
          TrainingStep step =
              TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.01f));
          Tensor x = Tensor.randn(64, 64);
          float first = step.run(x, x);
          Kernels.warmUp();
          float second = step.run(x, x);
          System.out.println((second < first) + ", " + Kernels.current().description());
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void runsWithoutFlags() throws IOException, InterruptedException, URISyntaxException {
    compile("module app { requires dev.lanegrad.engine; }");
    assertThat(run("-p", engine() + System.getProperty("path.separator") + folder))
        .contains("true, vector");
  }

  @Test
  void keepsItsRoomsToItself() throws IOException, URISyntaxException {
    Path program = folder.resolve("app/App.java");
    Files.createDirectories(program.getParent());
    Files.writeString(
        program, "package app; class App { dev.lanegrad.kernel.scalar.ScalarKernels k; }");
    assertThat(javac("module app { requires dev.lanegrad.engine; }")).isNotZero();
  }

  private void compile(String module) throws IOException, URISyntaxException {
    Path program = folder.resolve("app/App.java");
    Files.createDirectories(program.getParent());
    Files.writeString(program, PROGRAM);
    assertThat(javac(module)).isZero();
  }

  private int javac(String module) throws IOException, URISyntaxException {
    Path declaration = folder.resolve("module-info.java");
    Files.writeString(declaration, module);
    return ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            new java.io.ByteArrayOutputStream(),
            "-p",
            engine(),
            "-d",
            folder.toString(),
            declaration.toString(),
            folder.resolve("app/App.java").toString());
  }

  private static String engine() throws URISyntaxException {
    return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private static String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-m", "app/app.App"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return output;
  }
}
