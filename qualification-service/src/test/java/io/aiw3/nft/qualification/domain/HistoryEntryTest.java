package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryEntryTest {
  private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");
  private static final UserId USER = new UserId(7);

  @Test
  void theSameEventHasTheSameKeyAndAnotherChangeAnother() {
    assertThat(key(activated(2L, AT))).isEqualTo(key(activated(2L, AT.plusSeconds(9))));
    assertThat(key(activated(2L, AT))).isNotEqualTo(key(activated(4L, AT)));
    assertThat(key(activated(null, AT))).isEqualTo(key(activated(null, AT)));
    assertThat(key(activated(null, AT))).isNotEqualTo(key(activated(null, AT.plusSeconds(9))));
  }

  @Test
  void whatAdministratorsIssuedAgainIsNotAClaim() {
    HistoryEntry entry =
        HistoryEntry.of(
            new NftEvent.Claimed(
                AT, new NftEvent.Claimed.Data(USER, 3, "On-chain Hunter", "new", "s", "old", 1L)));

    assertThat(entry.kind()).isEqualTo("nft_reissued");
    assertThat(entry.details().oldMintAddress()).isEqualTo("old");
  }

  @Test
  void aTextThatIsTooLongIsCut() {
    HistoryEntry entry =
        HistoryEntry.of(
            new NftEvent.Awarded(
                AT,
                new NftEvent.Awarded.Data(
                    USER, 6, "Trophy Breeder", "mint", "x".repeat(100_000), "c", 1)));

    assertThat(entry.details().transactionSignature()).hasSize(200);
  }

  private static String key(NftEvent event) {
    return HistoryEntry.of(event).key();
  }

  private static NftEvent activated(Long version, Instant at) {
    return new NftEvent.Activated(
        at, new NftEvent.Activated.Data(USER, 1, "Tech Chicken", "mint", version));
  }
}
