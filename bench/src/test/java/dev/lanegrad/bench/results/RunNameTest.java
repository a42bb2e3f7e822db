package dev.lanegrad.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunNameTest {
  private static final String PROGRAM = "java -jar bench/target/lanegrad-bench.jar";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\", measure",
        "measure, measure",
        "--quick, measure-quick",
        "measure --full --json x.json --results bench/results, measure-full",
        "peers --only products --threads 2, peers-only-products-threads-2",
        "widths --html=w.html --csv c.csv, widths",
        "--results x --net 100-50-1 --batch 32, measure-net-100-50-1-batch-32",
        "kernels --only 'GemmBenchmark.gemm NT', kernels-only-gemmbenchmark.gemm-nt",
        "kernels --only 'a b' --json 'my file.json', kernels-only-a-b",
        "kernels --only 'it'\\''s', kernels-only-it-s",
      })
  void filesAreNamedByTheirCommandWithoutPlaces(String arguments, String name) {
    assertThat(RunName.of((PROGRAM + " " + arguments).strip())).isEqualTo(name);
  }

  @Test
  void longCommandsHaveShortNamesOfTheirOwn() {
    String one = RunName.of(PROGRAM + " kernels --only " + "x".repeat(300));
    String two = RunName.of(PROGRAM + " kernels --only " + "x".repeat(301));
    assertThat(one).hasSizeLessThan(100).startsWith("kernels-only-xxx").isNotEqualTo(two);
  }
}
