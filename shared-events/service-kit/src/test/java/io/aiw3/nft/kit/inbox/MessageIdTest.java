package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {
  @Test
  void anEventIsOneBySourceAndId() {
    assertThat(MessageId.of(record("ce_id", "7", "ce_source", "/kyc")))
        .isEqualTo(new MessageId("/kyc", "7"))
        .isNotEqualTo(MessageId.of(record("ce_id", "7", "ce_source", "/accounts")))
        .isNotEqualTo(MessageId.of(record("ce_id", "7")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void anIdWithoutASourceIsNoPlaceInTheLog(String source) {
    MessageId chosen = MessageId.of(record("ce_id", "users-2-30", "ce_source", source));

    assertThat(chosen).isEqualTo(new MessageId(" ", "users-2-30"));
    assertThat(chosen).isNotEqualTo(MessageId.of(record()));
  }

  @Test
  void aRecordWithoutAnIdIsItsPlaceInTheLog() {
    assertThat(MessageId.of(record())).isEqualTo(new MessageId("", "users-2-30"));
    assertThat(MessageId.of(record("ce_id", " ", "ce_source", "/kyc")))
        .isEqualTo(new MessageId("", "users-2-30"));
  }

  @Test
  void aLongTextIsRepresentedByItsHash() {
    MessageId one = MessageId.of(record("ce_id", "x".repeat(70_000), "ce_source", "s"));
    MessageId other = MessageId.of(record("ce_id", "x".repeat(70_001), "ce_source", "s"));

    assertThat(one.id()).startsWith("sha-256:").hasSize(72).isNotEqualTo(other.id());
    assertThat(one).isEqualTo(MessageId.of(record("ce_id", "x".repeat(70_000), "ce_source", "s")));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "users-2-29 | users-2-29",
        "users-2-30 | users-2-30",
        "users-2-31 | users-2-30",
        "users-1-29 | users-2-30",
        "others-2-29 | users-2-30",
        "users-2-029 | users-2-30",
        "users-2-99999999999999999999 | users-2-30",
      },
      delimiter = '|')
  void aReplayCountsAsTheRecordThatItWasWhereThatIsEarlier(String replayOf, String id) {
    assertThat(MessageId.of(record("dlq_replay_of", replayOf))).isEqualTo(new MessageId("", id));
  }

  @Test
  void aReplayWithAnIdOfItsOwnKeepsIt() {
    assertThat(MessageId.of(record("ce_id", "7", "dlq_replay_of", "users-2-29")))
        .isEqualTo(new MessageId(" ", "7"));
  }

  @Test
  void whatEarlierVersionsRecordedIsKnown() {
    assertThat(MessageId.earlier(record("ce_id", "7", "ce_source", "/kyc"))).isEqualTo("7");
    assertThat(MessageId.earlier(record("ce_id", "x".repeat(201)))).isEqualTo("users-2-30");
    assertThat(MessageId.earlier(record())).isNull();
    assertThat(MessageId.earlier(record("ce_id", "users-2-31")))
        .as("another record's place")
        .isNull();
  }

  private static ConsumerRecord<byte[], byte[]> record(String... headers) {
    return Records.of("users", 30, "7", "{}", headers);
  }
}
