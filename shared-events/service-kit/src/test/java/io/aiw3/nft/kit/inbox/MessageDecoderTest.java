package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.CompetitionResults;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.UserRecord;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
  @Test
  void theKeyIsTheOneThatTheBodyNames() {
    String task = "{\"userId\":\"7\",\"task\":\"t\",\"count\":1}";
    String nft =
        "{\"eventType\":\"activated\",\"data\":{\"userId\":\"7\",\"nftLevel\":1,\"tierName\":\"t\","
            + "\"mintAddress\":\"m\"}}";
    String reply = "{\"replyType\":\"badges_released\",\"sagaId\":\"s\",\"userId\":\"7\"}";
    String results = "{\"competitionId\":\"7\",\"results\":[]}";

    for (String key : new String[] {"7", "8", "07", " 7", "7 ", ""}) {
      boolean right = key.equals("7");
      assertThat(isAccepted(key, task, TaskEvent.class)).isEqualTo(right);
      assertThat(isAccepted(key, nft, NftEvent.class)).isEqualTo(right);
      assertThat(isAccepted(key, reply, SagaReply.class)).isEqualTo(right);
      assertThat(isAccepted(key, results, CompetitionResults.class)).isEqualTo(right);
    }
  }

  @Test
  void aBodyWithoutWhatItsKeyIsMadeOfIsBad() {
    assertThat(isAccepted("7", "{\"task\":\"t\",\"count\":1}", TaskEvent.class)).isFalse();
    assertThat(isAccepted("7", "{\"eventType\":\"activated\"}", NftEvent.class)).isFalse();
    assertThat(isAccepted("7", "{}", CompetitionResults.class)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userId\":{},\"task\":\"t\",\"count\":1}",
        "{\"userId\":\"x\",\"task\":\"t\",\"count\":1}",
        "{\"userId\":\"7\",\"task\":[],\"count\":1}",
        "{\"userId\":\"7\",\"task\":\"t\",\"count\":\"x\"}",
        "{\"userId\":\"7\",\"task\":\"t\",\"task\":\"u\",\"count\":1}",
        "{\"userId\":\"7\"",
        "[]",
        "7",
        "\u0000"
      })
  void theReasonOfADeadLetterNamesNoClass(String body) {
    assertThatThrownBy(
            () -> MessageDecoder.decode(Records.of("topic", 1, "7", body), TaskEvent.class))
        .isInstanceOf(BadMessageException.class)
        .message()
        .startsWith("the body does not fit: ")
        .doesNotContain("io.aiw3", "java.", "fasterxml", "Cannot");
  }

  @ParameterizedTest
  @ValueSource(classes = {NftEvent.class, BadgeEvent.class, QualificationSnapshot.class})
  void anEventOfATypeThatIsNewIsNotKnown(Class<?> type) {
    assertThatThrownBy(() -> MessageDecoder.decode(typed("eventType", "\"renamed\""), type))
        .isInstanceOf(UnknownTypeException.class)
        .hasMessage("messages of type renamed are not known");
  }

  @Test
  void soIsACommandOrAReply() {
    assertThatThrownBy(
            () -> MessageDecoder.decode(typed("commandType", "\"x2\""), MintingCommand.class))
        .isInstanceOf(UnknownTypeException.class);
    assertThatThrownBy(() -> MessageDecoder.decode(typed("replyType", "\"x2\""), SagaReply.class))
        .isInstanceOf(UnknownTypeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\" \"", "\"Claimed\"", "\"nft-events.claimed\"", "5", "null", "[]"})
  void whatCannotNameATypeIsBad(String name) {
    assertThat(isAccepted("7", "{\"eventType\":" + name + "}", NftEvent.class)).isFalse();
    assertThat(isAccepted("7", "{\"data\":{\"userId\":\"7\"}}", NftEvent.class)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1700000000000",
        "1700000000.5",
        "\"1700000000\"",
        "\"+12345-01-01T00:00:00Z\"",
        "\"0000-01-01T00:00:00Z\"",
        "\"-0044-03-15T12:00:00Z\"",
        "\"1999-12-31T23:59:59.999999Z\"",
        "\"9999-12-31T23:59:59.9999Z\"",
        "\"2024-01-15T10:30:00\"",
        "\"2024-02-30T10:30:00Z\"",
        "\"\"",
        "[]",
        "{}",
        "true"
      })
  void aTimeThatCannotBeStoredIsBad(String time) {
    assertThatThrownBy(() -> MessageDecoder.decode(user("updatedAt", time), UserRecord.class))
        .isInstanceOf(BadMessageException.class);
  }

  @Test
  void aTimeIsReadToTheMicrosecond() {
    assertThat(updatedAt("\"2024-01-15T10:30:00.0006009Z\""))
        .isEqualTo(Instant.parse("2024-01-15T10:30:00.000600Z"));
    assertThat(updatedAt("\"2024-01-15T12:30:00+02:00\""))
        .isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
    assertThat(updatedAt("\"2000-01-01T00:00:00Z\""))
        .isEqualTo(Instant.parse("2000-01-01T00:00:00Z"));
  }

  @Test
  void aTimeMayBeADayAhead() {
    Instant now = Instant.now();

    assertThat(updatedAt('"' + now.plus(Duration.ofHours(23)).toString() + '"')).isAfter(now);
    assertThatThrownBy(() -> updatedAt('"' + now.plus(Duration.ofHours(25)).toString() + '"'))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("updatedAt");
  }

  @Test
  void theTimeOfTheHeaderIsHeldToTheSame() {
    ConsumerRecord<byte[], byte[]> late =
        Records.of("users", 1, "7", null, "ce_time", "9999-01-01T00:00:00Z");

    assertThatThrownBy(() -> MessageDecoder.decode(late, UserRecord.class))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("ce_time");
  }

  private static boolean isAccepted(String key, String body, Class<?> type) {
    try {
      MessageDecoder.decode(Records.of("topic", 1, key, body), type);
      return true;
    } catch (BadMessageException e) {
      return false;
    }
  }

  private static ConsumerRecord<byte[], byte[]> typed(String field, String name) {
    return Records.of("topic", 1, "7", "{\"" + field + "\":" + name + ",\"new\":1}");
  }

  private static Instant updatedAt(String time) {
    return MessageDecoder.decode(user("updatedAt", time), UserRecord.class).body().updatedAt();
  }

  private static ConsumerRecord<byte[], byte[]> user(String field, String value) {
    return Records.of("users", 1, "7", "{\"userId\":\"7\",\"" + field + "\":" + value + "}");
  }
}
