package io.aiw3.nft.upgrade.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.aiw3.nft.upgrade.saga.Sagas;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacingTest {
  private static final Instant NOW = Sagas.EXPIRES.minusSeconds(60);
  private static final int CONVERTER_PRIORITY = 200;

  private final Pacing pacing =
      new Pacing(
          new SmallRyeConfigBuilder()
              .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
              .withMapping(SagaConfig.class)
              .build()
              .getConfigMapping(SagaConfig.class));

  @Test
  void thePauseDoublesUpToItsLimit() {
    assertThat(
            IntStream.of(0, 1, 2, 3, 4, 100)
                .mapToLong(
                    n ->
                        pacing
                            .nextAction(new SagaState.Verifying(), n, null, NOW)
                            .minusMillis(NOW.toEpochMilli())
                            .getEpochSecond()))
        .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
  }

  @Test
  void theOwnerIsNotHurriedBeforeTheTransactionExpires() {
    assertThat(pacing.nextAction(awaiting(), 0, NOW.plusSeconds(600), NOW))
        .isEqualTo(Sagas.EXPIRES.plusSeconds(20));
  }

  @Test
  void theDeadlineComesFirst() {
    assertThat(pacing.nextAction(awaiting(), 0, NOW.plusSeconds(30), NOW))
        .isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void afterTheExpiryTheMintingServiceIsAskedWithPauses() {
    Instant later = Sagas.EXPIRES.plusSeconds(30);

    assertThat(pacing.nextAction(awaiting(), 0, null, later)).isEqualTo(later);
    assertThat(pacing.nextAction(awaiting(), 1, null, later)).isEqualTo(later.plusSeconds(10));
  }

  @Test
  void anEndHasNoNextAction() {
    assertThat(pacing.nextAction(new SagaState.Failed(Sagas.REASON), 0, null, NOW)).isNull();
    assertThat(pacing.nextAction(new SagaState.Completed(Sagas.MINT), 0, null, NOW)).isNull();
  }

  @Test
  void theDeadlineCountsOnlyWhileASignatureIsWanted() {
    assertThat(Sagas.allUpgradeStates().stream().filter(Pacing::deadlineCounts))
        .extracting(SagaState::wireName)
        .containsExactly(
            "preparing_burn", "awaiting_signature", "submitting_burn", "confirming_burn");
  }

  private static SagaState awaiting() {
    return new SagaState.AwaitingSignature(Sagas.QUALIFIED, Sagas.BURN, null);
  }
}
