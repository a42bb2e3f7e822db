package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCheckTest {
  private static final Network SMALL = new Network("small", List.of(13, 7, 5, 3), 11);

  @ParameterizedTest
  @ValueSource(strings = {"article", "digits", "13-7-5-3:11", "1-1:1"})
  void aStepIsRight(String network) {
    Training training = new Training(Network.parse(network));

    assertThatCode(() -> NetworkCheck.check(training)).doesNotThrowAnyException();
    assertThatCode(() -> NetworkCheck.checkCaptured(training)).doesNotThrowAnyException();
  }

  @Test
  void aCapturedStepThatOnlyRepeatsItsLossFails() {
    Training wrong =
        new Training(SMALL) {
          private float first = Float.NaN;

          @Override
          public float captured() {
            if (Float.isNaN(first)) {
              first = super.captured();
            }
            return first;
          }
        };

    assertThatThrownBy(() -> NetworkCheck.checkCaptured(wrong))
        .hasMessageContaining("small: loss is");
  }

  @Test
  void aWrongLossFails() {
    Training wrong =
        new Training(SMALL) {
          @Override
          Tensor forward() {
            return super.forward().mul(1.001f);
          }
        };

    assertThatThrownBy(() -> NetworkCheck.check(wrong)).hasMessageContaining("small: loss is");
  }

  @Test
  void gradientsOfTwoPassesFail() {
    Training wrong =
        new Training(SMALL) {
          @Override
          void zeroGrad() {}
        };
    wrong.forward().backward();

    assertThatThrownBy(() -> NetworkCheck.check(wrong))
        .hasMessageContaining("in the gradient of the");
  }

  @Test
  void aMissingUpdateFails() {
    Training wrong =
        new Training(SMALL) {
          @Override
          void update() {}
        };

    assertThatThrownBy(() -> NetworkCheck.check(wrong))
        .hasMessageContaining("of the updated weight of layer");
  }
}
