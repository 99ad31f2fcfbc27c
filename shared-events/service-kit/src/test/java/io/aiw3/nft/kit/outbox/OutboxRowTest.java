package io.aiw3.nft.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxRowTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserId USER = new UserId(7);

  /** A database that went back in time goes the same way again, later. */
  @Test
  void anEventAboutOneChangeHasOneId() {
    assertThat(id(activated(NOW, 2L, USER))).isEqualTo(id(activated(NOW.plusSeconds(9), 2L, USER)));
  }

  /** Where it goes another way, the event is another one. */
  @Test
  void anotherChangeHasAnotherId() {
    assertThat(id(activated(NOW, 2L, USER)))
        .isNotEqualTo(id(activated(NOW, 3L, USER)))
        .isNotEqualTo(id(activated(NOW, 2L, new UserId(8))));
  }

  @Test
  void eachSendingOfAReplyIsAMessageOfItsOwn() {
    SagaReply reply = new SagaReply.BadgesReleased("8c0e5b0e-7d5c-4f0e-9a51-6b0c0a0f3a11", USER);

    assertThat(id(reply)).isNotEqualTo(id(reply));
    assertThat(id(activated(NOW, null, USER))).isNotEqualTo(id(activated(NOW, null, USER)));
  }

  private static NftEvent activated(Instant time, Long version, UserId user) {
    return new NftEvent.Activated(
        time, new NftEvent.Activated.Data(user, 1, "Tech Chicken", "mint", version));
  }

  private static String id(ContractMessage message) {
    return OutboxRow.of(message, "/service", NOW, null).id();
  }
}
