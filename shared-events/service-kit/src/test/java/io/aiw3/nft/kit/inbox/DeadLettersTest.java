package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.kit.outbox.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
  private static final int TEXT_COLUMN = 65_535;

  @Test
  void anOrdinaryOneIsWhole() {
    OutboxRow letter = letter("7", "{}", "ce_id", "id", "other", "kept");

    assertThat(letter.topic()).isEqualTo("users.dlq");
    assertThat(letter.key()).isEqualTo(Records.utf8("7"));
    assertThat(letter.payload()).isEqualTo(Records.utf8("{}"));
    assertThat(letter.headers())
        .containsEntry("ce_id", "id")
        .containsEntry("other", "kept")
        .containsEntry("dlq_offset", "30")
        .doesNotContainKey("dlq_cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u0000", "\u0001", "\"", "\u00e9", "\u20ac", "\uD83D\uDC14", "\n"})
  void aHeaderIsCutByItsBytesAsTheyAreStored(String character) throws JsonProcessingException {
    OutboxRow letter = letter("7", "{}", "big", character.repeat(70_000), "ce_id", "id");

    assertThat(stored(letter)).isLessThanOrEqualTo(TEXT_COLUMN);
    assertThat(letter.headers().get("big")).startsWith(character);
    assertThat(letter.headers()).containsEntry("ce_id", "id");
    assertThat(letter.headers().get("dlq_cut")).startsWith("header big of ");
  }

  @Test
  void tooManyHeadersAreLeftOutAndTheMessagesIdIsNot() throws JsonProcessingException {
    String[] headers = new String[20_000];
    for (int i = 0; i < headers.length; i += 2) {
      headers[i] = "header-" + i;
      headers[i + 1] = "value";
    }
    headers[19_998] = "ce_id";
    headers[19_999] = "id";

    OutboxRow letter = letter("7", "{}", headers);

    assertThat(stored(letter)).isLessThanOrEqualTo(TEXT_COLUMN);
    assertThat(letter.headers()).containsEntry("ce_id", "id");
    assertThat(letter.headers().get("dlq_cut")).contains("headers left out");
  }

  @Test
  void aKeyAndAValueThatDoNotFitAreLeftOut() {
    OutboxRow letter = letter("k".repeat(256), "v".repeat(512 * 1024 + 1));

    assertThat(letter.key()).isNull();
    assertThat(letter.payload()).isNull();
    assertThat(letter.headers())
        .containsEntry("dlq_cut", "key of 256 bytes left out, value of 524289 bytes left out");
  }

  @Test
  void theReasonMayBeAnything() throws JsonProcessingException {
    Throwable failure = new IllegalStateException("\uD800\u0000".repeat(50_000));
    OutboxRow letter =
        DeadLetters.of(Records.of("users", 30, (byte[]) null, null), failure, "/badge-service");

    assertThat(stored(letter)).isLessThanOrEqualTo(TEXT_COLUMN);
    assertThat(letter.headers().get("dlq_reason")).startsWith("\uFFFD\u0000");
  }

  @Test
  void everythingFitsAtOnce() throws JsonProcessingException {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      OutboxRow letter = DeadLetters.of(anything(random), failure(random, 0), "/badge-service");

      assertThat(stored(letter)).isLessThanOrEqualTo(TEXT_COLUMN);
      assertThat(letter.key() == null ? 0 : letter.key().length).isLessThanOrEqualTo(255);
      assertThat(onTheWire(letter)).isLessThan(1_000_000);
    }
  }

  @Test
  void theLastResortHoldsNothingOfTheSender() throws JsonProcessingException {
    OutboxRow letter =
        DeadLetters.minimal(
            Records.of("users", 30, "7", "{}", "ce_id", "id"),
            new IllegalStateException("secret"),
            "/badge-service");

    assertThat(letter.key()).isNull();
    assertThat(letter.payload()).isNull();
    assertThat(letter.headers())
        .containsEntry("dlq_offset", "30")
        .doesNotContainKey("ce_id")
        .doesNotContainValue("secret");
  }

  private static OutboxRow letter(String key, String value, String... headers) {
    return DeadLetters.of(
        Records.of("users", 30, key, value, headers),
        new BadMessageException("reason"),
        "/badge-service");
  }

  private static int stored(OutboxRow letter) throws JsonProcessingException {
    return ContractJson.mapper()
        .writeValueAsString(letter.headers())
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }

  private static int onTheWire(OutboxRow letter) {
    return (letter.payload() == null ? 0 : letter.payload().length)
        + letter.headers().entrySet().stream()
            .mapToInt(h -> Records.utf8(h.getKey()).length + Records.utf8(h.getValue()).length + 20)
            .sum();
  }

  private static ConsumerRecord<byte[], byte[]> anything(Random random) {
    RecordHeaders headers = new RecordHeaders();
    int count = random.nextInt(3) == 0 ? random.nextInt(3_000) : random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = random.nextInt(20) == 0 ? "\u0000".repeat(random.nextInt(300)) : "h" + i;
      headers.add(name, random.nextInt(9) == 0 ? null : bytes(random, count > 9 ? 50 : 60_000));
    }
    return new ConsumerRecord<>(
        "users",
        0,
        1,
        random.nextLong(),
        TimestampType.CREATE_TIME,
        0,
        0,
        random.nextInt(5) == 0 ? null : bytes(random, 300),
        random.nextInt(5) == 0 ? null : bytes(random, 300_000),
        headers,
        Optional.empty());
  }

  private static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
    } else {
      Arrays.fill(bytes, (byte) random.nextInt(40));
    }
    return bytes;
  }

  private static Throwable failure(Random random, int depth) {
    String text = new String(bytes(random, 5_000), StandardCharsets.UTF_16);
    return new IllegalStateException(text, depth > 3 ? null : failure(random, depth + 1));
  }
}
