package dev.lanegrad.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.ElementwiseKernels;
import dev.lanegrad.kernel.LossKernels;
import dev.lanegrad.kernel.ProductKernels;
import dev.lanegrad.kernel.ReductionKernels;
import dev.lanegrad.kernel.RowKernels;
import dev.lanegrad.kernel.UpdateKernels;
import dev.lanegrad.testing.UnderTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A kernel is declared in five files, and engine/README shows all that there is of one. */
class AddingAKernelTest {
  private static final List<String> FILES =
      List.of(
          "UpdateKernels.java",
          "ScalarUpdates.java",
          "VectorUpdates.java",
          "Op.java",
          "ParallelKernels.java");

  private static final List<Class<?>> FAMILIES =
      List.of(
          ProductKernels.class,
          ElementwiseKernels.class,
          ReductionKernels.class,
          LossKernels.class,
          RowKernels.class,
          UpdateKernels.class);

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().contains("kernel")).toList()) {
        if (file.toString().endsWith(".java")) {
          sources.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void theReadmeShowsTheFiveEdits() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("## Adding a kernel");
    String section = readme.substring(start, readme.indexOf("\n## ", start));
    Matcher snippet = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(section);
    Map<String, String> sources = sources();
    for (String file : FILES) {
      assertThat(snippet.find()).isTrue();
      assertThat(dense(sources.get(file))).as(file).contains(dense(snippet.group(1)));
    }
    assertThat(snippet.find()).as("a sixth").isFalse();
  }

  @Test
  void nothingElseDeclaresIt() throws IOException {
    Pattern declaration = Pattern.compile("void axpy\\(|\\bAXPY\\(");
    List<String> found = new ArrayList<>();
    sources()
        .forEach(
            (file, source) -> {
              if (declaration.matcher(source).find()) {
                found.add(file);
              }
            });
    assertThat(found).containsExactlyInAnyOrderElementsOf(FILES);
  }

  /** What has no vector loop inherits the scalar one, which the compiler can't know to be wrong. */
  @Test
  void everyKernelHasAVectorLoop() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "skipped: needs the vectors' classes");
    List<String> scalar = new ArrayList<>();
    int count = 0;
    for (Class<?> family : FAMILIES) {
      for (Method kernel : family.getMethods()) {
        assertThat(Modifier.isAbstract(kernel.getModifiers())).isTrue();
        count++;
        try {
          Class<?> declarer =
              VectorKernels.class
                  .getMethod(kernel.getName(), kernel.getParameterTypes())
                  .getDeclaringClass();
          if (declarer.getSimpleName().startsWith("Scalar")) {
            scalar.add(kernel.getName());
          }
        } catch (NoSuchMethodException e) {
          throw new AssertionError(e);
        }
      }
    }
    assertThat(scalar).isEmpty();
    assertThat(count).isGreaterThanOrEqualTo(24);
  }
}
