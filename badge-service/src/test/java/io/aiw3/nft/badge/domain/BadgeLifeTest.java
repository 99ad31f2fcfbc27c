package io.aiw3.nft.badge.domain;

import static io.aiw3.nft.contract.BadgeState.BOUND;
import static io.aiw3.nft.contract.BadgeState.CONSUMED;
import static io.aiw3.nft.contract.BadgeState.OWNED;
import static io.aiw3.nft.contract.BadgeState.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BadgeLifeTest {
  private static final Map<BadgeState, List<BadgeState>> ALLOWED =
      Map.of(
          OWNED, List.of(BOUND),
          BOUND, List.of(RESERVED),
          RESERVED, List.of(BOUND, CONSUMED),
          CONSUMED, List.of());

  @ParameterizedTest
  @EnumSource(BadgeState.class)
  void onlyTheDiagramsArrowsAreAllowed(BadgeState from) {
    for (BadgeState to : BadgeState.values()) {
      assertThat(BadgeLife.allows(from, to))
          .as("%s to %s", from, to)
          .isEqualTo(ALLOWED.get(from).contains(to));
    }
  }
}
