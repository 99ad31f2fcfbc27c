package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserChangeTest {
  private static final String WALLET = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
  private static final Instant NOON = Instant.parse("2024-01-15T12:00:00Z");

  @Test
  void aRecordIsReadToTheMicrosecond() {
    UserChange change = change(5, "2024-01-15T12:00:00.0006009Z");

    assertThat(change)
        .isEqualTo(
            new UserChange(
                new UserId(7), WALLET, Instant.parse("2024-01-15T12:00:00.000600Z"), 5, false));
  }

  @Test
  void theLaterTimeReplacesAndTheLogDecidesBetweenEquals() {
    UserChange change = change(5, "2024-01-15T12:00:00Z");

    assertThat(change.replaces(null, UserChange.NO_OFFSET)).isTrue();
    assertThat(change.replaces(NOON.minusNanos(1000), 9)).isTrue();
    assertThat(change.replaces(NOON.plusNanos(1000), 4)).isFalse();
    assertThat(change.replaces(NOON, 4)).isTrue();
    assertThat(change.replaces(NOON, 5)).isFalse();
    assertThat(change.replaces(NOON, 6)).isFalse();
  }

  @Test
  void aTombstoneReplacesWhatIsBeforeItInTheLog() {
    UserChange removal = removal(5);

    assertThat(removal.replaces(NOON.plusSeconds(30), 4)).isTrue();
    assertThat(removal.replaces(NOON.minusSeconds(30), 6)).isFalse();
    assertThat(removal.timeAfter(NOON.plusSeconds(30))).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void aTombstoneOfATopicThatWasCreatedAgainReplacesByItsTime() {
    assertThat(removal(5).replaces(NOON.minusSeconds(3600), 1_000_000)).isTrue();
    assertThat(removal(5).replaces(removal(5).timeAfter(NOON.minusSeconds(3600)), 5)).isFalse();
  }

  @Test
  void aUserComesBackThoughThePlatformsClockIsBehind() {
    UserChange removal = removal(5);
    Instant known = removal.timeAfter(NOON.minusSeconds(3600));

    assertThat(change(6, "2024-01-15T11:59:57Z").replaces(known, 5)).isTrue();
    assertThat(change(6, "2024-01-15T11:30:00Z").replaces(known, 5))
        .as("a dead letter from before the removal")
        .isFalse();
  }

  @Test
  void whatIsNoUsersRecordIsBad() {
    assertThatThrownBy(
            () ->
                UserChange.of(
                    decoded(
                        "{\"userId\":\"7\",\"walletAddress\":\"0x7\","
                            + "\"updatedAt\":\"2024-01-15T12:00:00Z\"}",
                        "7",
                        5)))
        .isInstanceOf(BadMessageException.class);
    assertThatThrownBy(() -> UserChange.of(decoded("{\"userId\":\"7\"}", "7", 5)))
        .isInstanceOf(BadMessageException.class);
    assertThatThrownBy(() -> UserChange.of(decoded(null, "not a user", 5)))
        .isInstanceOf(BadMessageException.class);
  }

  private static UserChange change(long offset, String time) {
    return UserChange.of(
        decoded(
            "{\"userId\":\"7\",\"walletAddress\":\"%s\",\"updatedAt\":\"%s\"}"
                .formatted(WALLET, time),
            "7",
            offset));
  }

  private static UserChange removal(long offset) {
    return UserChange.of(
        MessageDecoder.decode(
            Records.of("users", offset, "7", null, "ce_time", NOON.toString()), UserRecord.class));
  }

  private static Inbound<UserRecord> decoded(String body, String key, long offset) {
    return MessageDecoder.decode(Records.of("users", offset, key, body), UserRecord.class);
  }
}
