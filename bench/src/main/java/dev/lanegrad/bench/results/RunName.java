package dev.lanegrad.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run's files, made of its command without the options that say where results go:
 * {@code peers-only-products-threads-2}. The same command has the same name.
 */
public final class RunName {
  private static final Set<String> PLACES = Set.of("--json", "--csv", "--html", "--results");

  /** What stands before the arguments in {@link dev.lanegrad.bench.report.ResultFile#COMMAND}. */
  private static final Pattern PROGRAM = Pattern.compile("^java -jar \\S+\\.jar\\b");

  /** An argument, of parts in quotes and others. */
  private static final Pattern ARGUMENT = Pattern.compile("(?:'[^']*'|\\\\.|[^\\s'\\\\])+");

  /** More would be too long for some file systems, with the folder and the kind behind it. */
  private static final int LONGEST = 80;

  private RunName() {}

  /**
   * The name.
   *
   * @param command a command line as results hold it
   */
  public static String of(String command) {
    List<String> parts = new ArrayList<>();
    Matcher arguments = ARGUMENT.matcher(PROGRAM.matcher(command).replaceFirst(""));
    boolean skip = false;
    while (arguments.find()) {
      String argument = arguments.group();
      String option = argument.split("=", 2)[0];
      if (!skip && !PLACES.contains(option)) {
        parts.add(argument);
      }
      skip = !skip && PLACES.contains(argument);
    }
    if (parts.isEmpty() || parts.get(0).startsWith("-")) {
      parts.add(0, "measure");
    }
    String all = String.join(" ", parts);
    String name =
        all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST) + "-" + Integer.toHexString(all.hashCode());
  }
}
