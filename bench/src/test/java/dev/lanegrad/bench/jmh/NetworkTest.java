package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @Test
  void standardNetworkByName() {
    Network digits = Network.parse("digits");

    assertThat(digits.widths()).containsExactly(784, 512, 256, 10);
    assertThat(digits.batch()).isEqualTo(64);
  }

  @Test
  void ownNetworkByWidthsAndBatch() {
    Network own = Network.parse("100-50-1:32");

    assertThat(own).isEqualTo(new Network("100-50-1:32", List.of(100, 50, 1), 32));
    assertThat(Network.parse(own.name())).isEqualTo(own);
    assertThat(Network.parse("100-50-1").batch()).isEqualTo(Network.DEFAULT_BATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "foo, 'is no network: give article, digits, wide, or widths such as 100-50-1'",
    "100, is no network",
    "100-50:, is no network",
    "wide:32, is no network",
    "10-0-1, must be 1 or more",
    "10-1:0, must be 1 or more",
    "99999-99999, doesn't fit the heap",
  })
  void wrongTextIsRefusedWithWhatWouldBeRight(String text, String message) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(message);
  }

  @Test
  void workOfAPhaseCountsItsProducts() {
    Network article = Network.parse("article");
    long first = 2 * 10 * 32 * 16;
    long second = 2 * 10 * 16;

    assertThat(article.parameters()).isEqualTo(32 * 16 + 16 + 16 + 1);
    assertThat(article.flops(Phase.FORWARD)).isEqualTo(first + second);
    // The gradient of both weights, and of the hidden layer's outputs.
    assertThat(article.flops(Phase.BACKWARD)).isEqualTo(first + 2 * second);
    assertThat(article.flops(Phase.UPDATE)).isEqualTo(2 * 545);
    assertThat(article.flops(Phase.STEP)).isEqualTo(2 * first + 3 * second + 2 * 545);
  }
}
