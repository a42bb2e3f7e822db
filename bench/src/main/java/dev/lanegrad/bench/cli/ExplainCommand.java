package dev.lanegrad.bench.cli;

import dev.lanegrad.kernel.Kernels;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How a product is made; measures nothing. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Tells how a matrix product is made on this machine: algorithm, tile, packing, blocks,"
            + " threads. The properties of the engine apply, such as -Dlanegrad.vector.bits=256.")
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

  @Parameters(
      index = "0",
      paramLabel = "LAYOUT",
      description =
          "NN, NT or TN: which of A and B is stored transposed. A layer's forward pass is NT, its"
              + " gradients are NN and TN.")
  private String layout;

  @Parameters(
      index = "1",
      paramLabel = "MxNxK",
      description = "Rows and columns of C, and the length of the sums, such as 64x512x784.")
  private String shape;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (!layout.matches("NN|NT|TN")) {
      throw wrong("\"" + layout + "\" is no layout: NN, NT or TN");
    }
    Matcher sizes = SHAPE.matcher(shape);
    if (!sizes.matches()) {
      throw wrong("\"" + shape + "\" is no shape: rows x columns x steps, such as 64x512x784");
    }
    int m = Integer.parseInt(sizes.group(1));
    int n = Integer.parseInt(sizes.group(2));
    int k = Integer.parseInt(sizes.group(3));
    var out = command.commandLine().getOut();
    out.println("product     " + layout + " " + shape + ", " + Kernels.current().description());
    Kernels.explain(layout.equals("TN"), layout.equals("NT"), m, n, k)
        .lines()
        .forEach(out::println);
    out.flush();
    return 0;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
