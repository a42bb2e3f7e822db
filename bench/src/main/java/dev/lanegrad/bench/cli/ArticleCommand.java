package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.Article;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The worked example. */
@Command(
    name = "article",
    mixinStandardHelpOptions = true,
    description = "Walks through a network, its losses and its updates, and prints every number.")
final class ArticleCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Article.run(System.out);
    return 0;
  }
}
