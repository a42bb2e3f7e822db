package dev.lanegrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people copy from. */
class ExamplesTest {
  private static final Pattern OWN_LOSS =
      Pattern.compile("return .*\\.sub\\(\\w+\\)\\.|-> .*\\.sub\\(\\w+\\)\\..*\\.(mean|sum)\\(\\)");

  /** Lines above the formula that the check may stand in. */
  private static final int ABOVE = 4;

  /** (n, 1) against (n) would be (n, n) without a word. */
  @Test
  void everyLossOfOnesOwnChecksTheShapes() throws IOException {
    List<String> unchecked = new ArrayList<>();
    int found = 0;
    for (Path file : examples()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (OWN_LOSS.matcher(lines.get(i)).find()) {
          found++;
          if (lines.subList(Math.max(0, i - ABOVE), i).stream()
              .noneMatch(line -> line.contains("checkSameShape("))) {
            unchecked.add(file + ":" + (i + 1) + " " + lines.get(i).strip());
          }
        }
      }
    }
    assertThat(unchecked).isEmpty();
    assertThat(found).isGreaterThan(3);
  }

  private static List<Path> examples() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("../README.md"), Path.of("README.md")));
    for (String sources : List.of("src/main/java", "src/peers/java", "../engine")) {
      try (Stream<Path> all = Files.walk(Path.of(sources))) {
        all.filter(Files::isRegularFile)
            .filter(file -> file.toString().matches(".*\\.(java|md)"))
            .filter(file -> !file.toString().contains("/src/test/"))
            .filter(file -> !file.toString().contains("/target/"))
            .forEach(files::add);
      }
    }
    return files;
  }

  @Test
  void theArticleRunsToItsEnd() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Article.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("1. Use", "2. The network", "11. Losses of your own");
  }
}
