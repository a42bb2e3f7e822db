package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = LanegradBench.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }

  @Test
  void eachLayout() {
    for (String layout : new String[] {"NN", "NT", "TN"}) {
      assertThat(run("explain", layout, "64x512x784")).isZero();
      assertThat(out.toString()).contains("product     " + layout + " 64x512x784", "algorithm ");
    }
    assertThat(out.toString()).contains("threads ");
  }

  @Test
  void wrongOnes() {
    assertThat(run("explain", "TT", "1x1x1")).isEqualTo(2);
    assertThat(err.toString()).contains("\"TT\" is no layout: NN, NT or TN");
    assertThat(run("explain", "NN", "64x512")).isEqualTo(2);
    assertThat(err.toString()).contains("\"64x512\" is no shape");
    assertThat(run("explain", "NN", "64x512x99999999999")).isEqualTo(2);
    assertThat(run("explain", "NN")).isEqualTo(2);
  }
}
