package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.rpc.SolanaRpc.Height;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlotClockTest {
  private static final Duration CONFIGURED = Duration.ofMillis(400);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong height = new AtomicLong(1000);
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void givesWhatTheNodesHaveSampled() {
    SlotClock clock = clock(Uni.createFrom().item(Optional.of(Duration.ofMillis(200))));

    assertThat(slot(clock)).isEqualTo(Duration.ofMillis(200));
    assertThat(clock.blockhashLife().await().indefinitely()).isEqualTo(Duration.ofMillis(29_600));
    assertThat(reads).hasValue(1);
  }

  @Test
  void holdsTheHeightAgainstTheTimeWhereThereAreNoSamples() {
    // Given
    SlotClock clock = clock(noSamples());
    assertThat(slot(clock)).isEqualTo(CONFIGURED);
    // When
    nanos.addAndGet(MINUTE.toNanos());
    height.addAndGet(200);
    slot(clock);
    // Then
    assertThat(slot(clock)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void keepsTheLastValueWhileTheChainHalts() {
    // Given
    SlotClock clock = clock(noSamples());
    slot(clock);
    nanos.addAndGet(MINUTE.toNanos());
    height.addAndGet(200);
    slot(clock);
    // When
    nanos.addAndGet(MINUTE.toNanos());
    slot(clock);
    // Then
    assertThat(slot(clock)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void believesNoImpossibleLength() {
    assertThat(slot(clock(Uni.createFrom().item(Optional.of(Duration.ofHours(1))))))
        .isEqualTo(CONFIGURED);
    assertThat(slot(clock(Uni.createFrom().item(Optional.of(Duration.ZERO)))))
        .isEqualTo(CONFIGURED);
  }

  @Test
  void givesWhatIsConfiguredWhileNobodyAnswers() {
    SlotClock clock =
        new SlotClock(
            SlotClockTest::noSamples,
            () -> Uni.createFrom().failure(unreachable()),
            nanos::get,
            CONFIGURED);

    assertThat(slot(clock)).isEqualTo(CONFIGURED);
  }

  private SlotClock clock(Uni<Optional<Duration>> samples) {
    return new SlotClock(
        () -> samples,
        () -> {
          reads.incrementAndGet();
          return Uni.createFrom().item(new Height(0, height.get()));
        },
        nanos::get,
        CONFIGURED);
  }

  private static Uni<Optional<Duration>> noSamples() {
    return Uni.createFrom().failure(unreachable());
  }

  private static RpcException unreachable() {
    return new RpcException(new SendFailure(SendFailure.Kind.UNREACHABLE, 0, "", "unavailable"));
  }

  private static Duration slot(SlotClock clock) {
    return clock.slot().await().indefinitely();
  }
}
