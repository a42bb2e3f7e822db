package dev.lanegrad.bench.report;

import java.util.List;

/** Sentences that stand below more than one table. */
final class Notes {
  static final String ERROR = "±: half of the 99.9 % confidence interval";

  /** In place of a figure. */
  static final String UNSETTLED = "not compiled";

  private Notes() {}

  static List<String> baselines() {
    return List.of(
        "plain loops: the kernels as loops, which C2 vectorizes where it can",
        "scalar loops: the same under -XX:-UseSuperWord",
        ERROR);
  }
}
