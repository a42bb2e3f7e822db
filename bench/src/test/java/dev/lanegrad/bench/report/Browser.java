package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens pages in a headless Chromium, where there is one. A script that only the test adds measures
 * what a browser made of the page and tells the page around it.
 */
public final class Browser {
  private static final String PROBE =
      """
      <script>
      const faults = [];
      window.onerror = message => faults.push(message);
      addEventListener('load', () => {
        const root = document.documentElement;
        if (root.scrollWidth > innerWidth) faults.push('scrolls to ' + root.scrollWidth);
        for (const svg of document.querySelectorAll('svg')) {
          const frame = svg.getBoundingClientRect();
          for (const text of svg.querySelectorAll('text')) {
            const box = text.getBoundingClientRect();
            if (box.right > frame.right + 1 || box.left < frame.left - 1
                || box.bottom > frame.bottom + 1 || box.top < frame.top - 1) {
              faults.push('cut: ' + text.textContent);
            }
          }
        }
        parent.postMessage('faults at ' + innerWidth + ': [' + faults.join('; ') + ']', '*');
      });
      </script>
      """;

  private final String chromium;
  private final Path dir;

  private Browser(String chromium, Path dir) {
    this.chromium = chromium;
    this.dir = dir;
  }

  /** Skips the calling test where there is no Chromium; its files go to an empty folder. */
  public static Browser in(Path dir) {
    String chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(path -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse(null);
    assumeTrue(chromium != null, "no Chromium on the PATH: pages are not looked at");
    return new Browser(chromium, dir);
  }

  /** Nothing of the page is cut, and nothing scrolls sideways, at any width of a window. */
  public void assertFits(String page) throws IOException, InterruptedException {
    Files.writeString(dir.resolve("page.html"), page.replace("</head>", PROBE + "</head>"));
    // A window of Chromium is never narrower than 500 pixels, a frame in it is.
    Path frames =
        Files.writeString(
            dir.resolve("frames.html"),
            "<script>onmessage = message => document.body.append(message.data)</script>"
                + Stream.of(390, 800, 1400)
                    .map(w -> "<iframe src='page.html' width='" + w + "' height='900'></iframe>")
                    .collect(Collectors.joining()));
    String dom = dump(frames);
    assertThat(dom).contains("faults at 390: []", "faults at 800: []", "faults at 1400: []");
  }

  private String dump(Path file) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(chromium, "--headless", "--no-sandbox"));
    command.addAll(
        List.of(
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--virtual-time-budget=3000",
            "--user-data-dir=" + Files.createDirectory(dir.resolve("profile" + System.nanoTime())),
            "--dump-dom",
            file.toUri().toString()));
    Process browser =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(browser.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return dom;
  }
}
