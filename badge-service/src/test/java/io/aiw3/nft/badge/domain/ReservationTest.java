package io.aiw3.nft.badge.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.badge.domain.Reservation.Candidate;
import io.aiw3.nft.contract.BadgeState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReservationTest {
  private static final Set<String> LEVEL_2 = Set.of("contract_enlightener", "platform_enlightener");

  @Test
  void allBoundBadgesThatAreNeededAreGranted() {
    var owned =
        List.of(
            new Candidate("platform_enlightener", BadgeState.BOUND),
            new Candidate("contract_enlightener", BadgeState.BOUND));

    Reservation decision = Reservation.decide(owned, LEVEL_2, 2);

    assertThat(decision)
        .isEqualTo(
            new Reservation.Granted(List.of("contract_enlightener", "platform_enlightener")));
  }

  @Test
  void ownedReservedAndConsumedBadgesDoNotCount() {
    for (BadgeState state : List.of(BadgeState.OWNED, BadgeState.RESERVED, BadgeState.CONSUMED)) {
      var owned =
          List.of(
              new Candidate("platform_enlightener", BadgeState.BOUND),
              new Candidate("contract_enlightener", state));

      Reservation decision = Reservation.decide(owned, LEVEL_2, 2);

      assertThat(decision)
          .isEqualTo(new Reservation.Refused(2, 1, List.of("contract_enlightener")));
    }
  }

  @Test
  void anUpgradeThatNeedsNoBadgesIsGrantedNone() {
    assertThat(Reservation.decide(List.of(), Set.of(), 0))
        .isEqualTo(new Reservation.Granted(List.of()));
  }
}
