package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.HtmlReport;
import dev.lanegrad.bench.report.Markdown;
import dev.lanegrad.bench.report.MarkdownReport;
import dev.lanegrad.bench.report.Report;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.results.ResultIndex;
import dev.lanegrad.bench.results.RunId;
import dev.lanegrad.bench.results.RunName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * In which folder results are kept for good: a folder for each day, machine and commit, and in it
 * the files of each command, listed in an index.
 */
final class ResultsOption {
  @Option(
      names = "--results",
      paramLabel = "DIR",
      description =
          "Keep the results in DIR/<date>-<CPU>-<commit>/ as JSON, Markdown, page and pictures,"
              + " and list them in DIR/README.md.")
  private Path directory;

  private CommandLine command;
  private PrintStream err;
  private RunId run;
  private String jdk;
  private String name;
  private OutputFile json;
  private OutputFile text;
  private OutputFile page;
  private OutputFile index;

  /** Whether results are kept. */
  boolean isGiven() {
    return directory != null;
  }

  /**
   * Checks, before hours of measuring, that the results can be kept. Leaves no empty folder.
   *
   * @param about what the results say of where they come from; empty where not known
   * @param unknown what to do where they don't say enough
   */
  void check(CommandLine line, UnaryOperator<String> about, String unknown) {
    if (!isGiven()) {
      return;
    }
    command = line;
    // While JMH runs, System.err is another one.
    err = System.err;
    try {
      run = RunId.of(about);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line, "--results: these results don't tell " + e.getMessage() + "; " + unknown);
    }
    jdk = about.apply(ResultFile.JDK).split(",")[0];
    name = RunName.of(about.apply(ResultFile.COMMAND));
    boolean isNew = !Files.exists(directory);
    makeFolder();
    try {
      json = file(".json");
      text = file(".md");
      page = file(".html");
      checkIndex();
      index = new OutputFile(line, directory.resolve(ResultIndex.FILE));
    } finally {
      removeIfEmpty(folder());
      if (isNew) {
        removeIfEmpty(directory);
      }
    }
  }

  private Path folder() {
    return directory.resolve(run.folder());
  }

  private OutputFile file(String kind) {
    return new OutputFile(command, folder().resolve(name + kind));
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      throw new ParameterException(
          command,
          "--results: can't make the directory "
              + folder()
              + " ("
              + FileReason.of(folder(), e)
              + "): name a directory of yours");
    }
  }

  private void checkIndex() {
    try {
      if (!ResultIndex.isIndex(oldIndex())) {
        throw new ParameterException(
            command,
            "--results: "
                + directory.resolve(ResultIndex.FILE)
                + " isn't an index of results: name a directory that is new or was named before");
      }
    } catch (IOException e) {
      throw new ParameterException(
          command,
          "--results: can't read "
              + directory.resolve(ResultIndex.FILE)
              + " ("
              + FileReason.of(directory.resolve(ResultIndex.FILE), e)
              + "): name another directory");
    }
  }

  private String oldIndex() throws IOException {
    try {
      return Files.readString(directory.resolve(ResultIndex.FILE));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static void removeIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Others' results are in it.
    } catch (IOException e) {
      // It stays, empty, and does no harm.
    }
  }

  /** Keeps the results so far. */
  void save(String resultsInJson) throws IOException {
    if (isGiven()) {
      Files.createDirectories(folder());
      json.save(resultsInJson);
    }
  }

  /** Other forms of the results, as they are asked for. */
  interface Forms {
    /** A page in Markdown; {@link Markdown#picture} of the name are the files of its pictures. */
    String markdown(String name);

    /** The texts of these files. */
    List<String> pictures();

    /** A page of HTML. */
    String page();

    /** Those of a report. */
    static Forms of(Report report) {
      return new Forms() {
        @Override
        public String markdown(String name) {
          return MarkdownReport.of(report, name).text();
        }

        @Override
        public List<String> pictures() {
          return MarkdownReport.of(report, "").pictures();
        }

        @Override
        public String page() {
          return HtmlReport.of(report);
        }
      };
    }
  }

  /**
   * Keeps the results, and lists them in the index if they are complete; returns whether that
   * worked.
   */
  boolean write(String resultsInJson, Forms forms, boolean complete) {
    if (!isGiven()) {
      return true;
    }
    try {
      Files.createDirectories(folder());
      boolean written = json.write(resultsInJson, "JMH's format", complete);
      List<String> pictures = forms.pictures();
      for (int i = 0; i < pictures.size() && written; i++) {
        String file = Markdown.picture(name, i + 1);
        OutputFile picture = new OutputFile(command, folder().resolve(file));
        written = picture.write(pictures.get(i), "a picture", complete);
      }
      written = written && page.write(forms.page(), "a page", complete);
      written = written && text.write(forms.markdown(name), "Markdown", complete);
      return written && (complete ? list() : explain());
    } catch (IOException e) {
      err.println("Can't keep the results: " + FileReason.of(e));
    } catch (ParameterException e) {
      err.println("Can't keep the results: " + e.getMessage());
    }
    return false;
  }

  private boolean list() throws IOException {
    ResultIndex.Row row = new ResultIndex.Row(run, jdk, name);
    try {
      return index.write(ResultIndex.with(row, oldIndex()), "a row of the index", true);
    } catch (IllegalArgumentException e) {
      err.println("Can't list the results in the index: it has " + e.getMessage());
      return false;
    }
  }

  private boolean explain() {
    err.println("The results aren't complete: the index doesn't list them.");
    return true;
  }
}
