package dev.lanegrad.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java code in Markdown and in Javadoc is also in a test, which compiles and runs it; white space
 * doesn't count.
 */
class SnippetTest {
  private static final Pattern MARKDOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL);

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void everySnippetIsTested() throws IOException {
    List<String> tests = new ArrayList<>();
    for (Path test : sources("src/test/java")) {
      tests.add(dense(read(test)));
    }
    for (Path source : sources("src/main/java/dev/lanegrad/kernel")) {
      tests.add(dense(read(source))); // how a kernel is added is shown by one that is there
    }
    List<String> missing = new ArrayList<>();
    int count = 0;
    for (Path page : Documents.all()) {
      count += find(MARKDOWN, "", read(page), tests, missing);
    }
    assertThat(count).isGreaterThanOrEqualTo(14);
    for (Path source : sources("src/main/java")) {
      // What the kernels' comments sketch is no Java of a user's.
      boolean kernel = source.toString().contains("kernel");
      count += kernel ? 0 : find(JAVADOC, "(?m)^ *\\* ?", read(source), tests, missing);
    }
    System.out.println("snippets of Java that are tested: " + count);
    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThanOrEqualTo(18);
  }

  private static int find(
      Pattern pattern, String prefix, String text, List<String> tests, List<String> missing) {
    int count = 0;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); count++) {
      String snippet = matcher.group(1);
      String code = dense(prefix.isEmpty() ? snippet : snippet.replaceAll(prefix, ""));
      if (tests.stream().noneMatch(test -> test.contains(code))) {
        missing.add(snippet);
      }
    }
    return count;
  }
}
