package io.aiw3.nft.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void labelsFunctionsNumbersAndWordsAreNoMetrics() {
    assertThat(
            PromQl.metrics(
                "sum by (job, le) (rate(a_total{x=\"y or z\", q=~\"5..\"}[5m])) / 1e9 > 0.02"
                    + " or max(b{kind=\"c\"}) unless clamp_min(-deriv(d[6h]), 1)"))
        .containsExactly("a_total", "b", "d");
  }

  @Test
  void bracketsAreCounted() {
    assertThat(PromQl.balanced("sum(rate(a{b=\"(\"}[5m]))")).isTrue();
    assertThat(PromQl.balanced("sum(rate(a[5m))")).isFalse();
    assertThat(PromQl.balanced("sum(a")).isFalse();
  }
}
