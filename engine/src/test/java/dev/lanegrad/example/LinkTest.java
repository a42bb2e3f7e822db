package dev.lanegrad.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between pages lead to files, and to headings, that exist. */
class LinkTest {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

  /** Blocks between fences, indented blocks, and code within a line. */
  private static final Pattern CODE =
      Pattern.compile("(?ms)^```.*?^```$|^(?: {4}[^\\n]*\\n)+|`[^`\\n]*`");

  private static String prose(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int count = 0;
    for (Path page : Documents.all()) {
      for (Matcher link = LINK.matcher(prose(page)); link.find(); count++) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*") && !exists(page, target)) {
          broken.add(page + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(count).isGreaterThanOrEqualTo(50);
  }

  private static boolean exists(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(file).contains(parts[1]);
  }

  /** As they are made of headings: in small letters, hyphens for blanks, no punctuation. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    String text = Files.readString(page).replaceAll("(?ms)^```.*?^```$", "");
    for (Matcher heading = HEADING.matcher(text); heading.find(); ) {
      String slug = heading.group(1).toLowerCase(Locale.ROOT);
      anchors.add(slug.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'));
    }
    return anchors;
  }
}
