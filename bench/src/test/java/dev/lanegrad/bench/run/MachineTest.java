package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void aNameWithoutANumberIsToldApartByFamilyAndModel() {
    assertThat(Machine.numbered("AMD EPYC 9654", "25", "17")).isEqualTo("AMD EPYC 9654");
    assertThat(Machine.numbered("AMD EPYC", "26", "2")).isEqualTo("AMD EPYC, family 26 model 2");
  }
}
