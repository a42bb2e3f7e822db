package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The document and the help have the same commands and options. */
class ReadmeTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]+");

  /** Of the JVM and of other programs. */
  private static final Set<String> OF_OTHERS =
      Set.of("--add-modules", "--enable-native-access", "--sun-misc-unsafe-memory-access");

  private final CommandLine commands = LanegradBench.commandLine();

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"))
        + Files.readString(Path.of("docs/figures.md"))
        + Files.readString(Path.of("docs/fairness.md"));
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }

  @Test
  void everyCommandIsInTheTable() throws IOException {
    String text = readme();
    assertThat(commands.getSubcommands().keySet())
        .allSatisfy(name -> assertThat(text).containsPattern("(?m)^\\| `" + name + "[ `]"));
  }

  @Test
  void everyOptionIsInBoth() throws IOException {
    Set<String> inHelp = new TreeSet<>();
    commands.getSubcommands().values().forEach(command -> inHelp.addAll(options(command)));
    Set<String> inReadme = new TreeSet<>();
    for (Matcher option = OPTION.matcher(readme()); option.find(); ) {
      inReadme.add(option.group());
    }
    inReadme.removeAll(OF_OTHERS);
    inHelp.remove("--version");

    assertThat(inReadme).isEqualTo(inHelp);
  }

  private String help(String command) {
    return commands.getSubcommands().get(command).getUsageMessage().replaceAll("\\s+", " ");
  }

  /** As the document: what is measured by default, and what --only changes. */
  @Test
  void theHelpOfKernelsSaysWhatOnlyDoes() throws IOException {
    assertThat(readme().replaceAll("\\s+", " "))
        .contains("`--only` those of them that match, against scalar loops too");
    assertThat(help("kernels")).contains("with --only those that match, also scalar loops");
    assertThat(help("widths")).contains("With --only no networks, unless --net or --phase");
    assertThat(help("roofline")).contains("With --only no networks, unless --net or --phase");
  }
}
