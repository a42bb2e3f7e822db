package dev.lanegrad.bench.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How wide the output may be. */
final class Terminal {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int USUAL = 80;
  private static final int WIDEST = 120;

  /** The least that picocli takes. */
  private static final int NARROWEST = 55;

  private Terminal() {}

  /** Columns of the terminal; no limit where the output is none. */
  static int width() {
    try {
      String columns = System.getenv("COLUMNS");
      if (columns != null) {
        return positive(Integer.parseInt(columns.strip()));
      }
      Console console = System.console();
      return console != null && console.isTerminal() ? positive(askTerminal()) : UNLIMITED;
    } catch (NumberFormatException | IOException e) {
      return UNLIMITED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNLIMITED;
    }
  }

  /** Columns of a help text, within bounds in which it reads well. */
  static int helpWidth() {
    int width = width();
    return width == UNLIMITED ? USUAL : Math.max(NARROWEST, Math.min(width, WIDEST));
  }

  /** {@code stty size} prints rows and columns. */
  private static int askTerminal() throws IOException, InterruptedException {
    Process stty =
        new ProcessBuilder("stty", "size")
            .redirectInput(new File("/dev/tty"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    stty.waitFor(1, TimeUnit.SECONDS);
    String[] rowsAndColumns = size.strip().split(" ");
    return rowsAndColumns.length == 2 ? Integer.parseInt(rowsAndColumns[1]) : UNLIMITED;
  }

  private static int positive(int columns) {
    return columns > 0 ? columns : UNLIMITED;
  }
}
