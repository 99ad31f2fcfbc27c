package io.aiw3.nft.qualification.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.qualification.domain.BenefitRules;
import io.aiw3.nft.qualification.domain.BoundBadge;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.Standing;
import io.aiw3.nft.qualification.domain.TieredNft;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserViewTest {
  private static final TierCatalogue TIERS = TierCatalogue.standard();

  @Test
  void theLevelHeldAndThoseBelowAreEligibleBesideTheOneQualifiedFor() {
    assertThat(eligible("5000000", 2, 4)).containsExactly(1, 2, 3);
    assertThat(eligible("600000", 2, 0)).containsExactly(1, 2);
  }

  @Test
  void whoHoldsNoneIsEligibleForWhatIsQualifiedFor() {
    assertThat(eligible("5000000", 0, 4)).containsExactly(1);
    assertThat(eligible("1", 0, 0)).isEmpty();
  }

  private static List<Integer> eligible(String volume, int held, int badges) {
    BadgeCatalogue catalogue = BadgeCatalogue.standard();
    Standing standing =
        Standing.of(
            TIERS,
            new BigDecimal(volume),
            catalogue.forLevel(3).stream()
                .limit(badges)
                .map(badge -> new BoundBadge(badge.badge(), 3))
                .toList(),
            held == 0 ? List.of() : List.of(new TieredNft("mint", held, true)),
            List.of(),
            Set.of());
    return new UserView(
            1,
            standing,
            new QualificationRules(TIERS, catalogue).all(standing),
            null,
            new BenefitRules(TIERS).of(List.of()))
        .cachedQualification(Instant.EPOCH, Duration.ofSeconds(300))
        .eligible_levels();
  }
}
