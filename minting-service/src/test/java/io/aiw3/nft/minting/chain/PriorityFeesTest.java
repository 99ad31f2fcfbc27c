package io.aiw3.nft.minting.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityFeesTest {
  @Test
  void offersThePercentileOfWhatOthersPaidWithinFloorAndCeiling() {
    List<Long> paid = List.of(400L, 100L, 300L, 200L);
    assertThat(PriorityFees.offer(paid, 75, 1, 1_000)).isEqualTo(300);
    assertThat(PriorityFees.offer(paid, 100, 1, 1_000)).isEqualTo(400);
    assertThat(PriorityFees.offer(paid, 0, 1, 1_000)).isEqualTo(100);
    assertThat(PriorityFees.offer(paid, 75, 350, 1_000)).isEqualTo(350);
    assertThat(PriorityFees.offer(paid, 75, 1, 250)).isEqualTo(250);
    assertThat(PriorityFees.offer(List.of(), 75, 7, 1_000)).isEqualTo(7);
  }
}
