package dev.lanegrad.bench.cli;

import java.io.PrintStream;

/** Stdout and stderr: what they can show, and whether they could be written. */
public final class StandardStreams {
  /** Beside the exit codes of commands: what was printed is not all there is. */
  private static final int UNWRITTEN = 3;

  private StandardStreams() {}

  /** Has both write in ASCII what their charset lacks. */
  public static void spellOut() {
    System.setOut(spellingOut(System.out));
    System.setErr(spellingOut(System.err));
  }

  static PrintStream spellingOut(PrintStream stream) {
    return new PrintStream(stream, true, TerminalCharset.of(stream.charset()));
  }

  /** The exit code of a command: another one where it succeeded, but its words were lost. */
  public static int exitCode(int ofCommand) {
    boolean outLost = System.out.checkError();
    if (outLost) {
      System.err.println(
          "lanegrad-bench: stdout could not be written to its end (is the disk full, or the reader"
              + " gone?): what was printed there is incomplete");
    }
    boolean lost = System.err.checkError() || outLost;
    return ofCommand == 0 && lost ? UNWRITTEN : ofCommand;
  }
}
