package io.aiw3.nft.kit.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.deadletter.DeadLetter;
import io.aiw3.nft.deadletter.HeaderText;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dead letter, as a list shows it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterView(
    @Schema(description = "Topic that the record was in") String topic,
    @Schema(description = "Partition of the dead-letter topic", minimum = "0") int partition,
    @Schema(description = "Offset in that partition", minimum = "0") long offset,
    @Schema(description = "topic-partition-offset of the record that it was") String origin,
    @Schema(nullable = true, description = "Timestamp of the record that it was, UTC")
        Instant recordedAt,
    @Schema(description = "When the service gave it up, UTC") Instant failedAt,
    @Schema(nullable = true, description = "Key of the record; null: it had none") LetterText key,
    @Schema(description = "Bytes of the body", minimum = "0") int bytes,
    @Schema(nullable = true, description = "ce_id; null: the record has none") String messageId,
    @Schema(nullable = true, description = "ce_type; null: the record has none") String messageType,
    @Schema(nullable = true, description = "ce_source: who wrote it; null: the record has none")
        String source,
    @Schema(description = "Why it was not processed, the first 500 characters") String reason,
    @Schema(description = "Class of the exception") String exception,
    @Schema(
            nullable = true,
            description = "What of the record the letter lacks, so that it cannot be replayed")
        String cut,
    @Schema(
            implementation = String.class,
            enumeration = {"pending", "replayed", "discarded", "handled"},
            description = "handled: by the command line, or by whom was not recorded")
        LetterState state,
    @Schema(nullable = true, description = "Who replayed or discarded it; null: nobody is known")
        DeadLetterAct act) {
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_ID = 255;

  static DeadLetterView of(
      String topic, ConsumerRecord<byte[], byte[]> record, LetterState state, DeadLetterAct act) {
    DeadLetter letter = new DeadLetter(record);
    return new DeadLetterView(
        topic,
        record.partition(),
        record.offset(),
        letter.origin(),
        recordedAt(record),
        failedAt(record),
        LetterText.of(record.key(), LONGEST_KEY),
        record.value() == null ? 0 : record.value().length,
        id(record, MessageHeaders.ID),
        id(record, MessageHeaders.TYPE),
        id(record, MessageHeaders.SOURCE),
        shortened(letter.reason(), LONGEST_REASON),
        HeaderText.of(record, DeadLetterHeaders.EXCEPTION, ""),
        letter.cut().isEmpty() ? null : letter.cut(),
        state,
        act);
  }

  /**
   * The same with what the audit says of it.
   *
   * @param action null: nothing
   */
  DeadLetterView after(ActionRows.Action action) {
    if (state == LetterState.PENDING || action == null || !action.isDone()) {
      return this;
    }
    LetterState outcome =
        LetterAction.REPLAY.stored().equals(action.action())
            ? LetterState.REPLAYED
            : LetterState.DISCARDED;
    return new DeadLetterView(
        topic,
        partition,
        offset,
        origin,
        recordedAt,
        failedAt,
        key,
        bytes,
        messageId,
        messageType,
        source,
        reason,
        exception,
        cut,
        outcome,
        action.act());
  }

  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }

  private static String id(ConsumerRecord<byte[], byte[]> record, String name) {
    String text = HeaderText.of(record, name, null);
    return text == null ? null : shortened(text, LONGEST_ID);
  }

  private static Instant recordedAt(ConsumerRecord<byte[], byte[]> record) {
    String text = HeaderText.of(record, DeadLetterHeaders.TIMESTAMP, "");
    return text.matches("[0-9]{1,15}") ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
  }

  private static Instant failedAt(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Instant.parse(HeaderText.of(record, DeadLetterHeaders.TIME, ""));
    } catch (DateTimeException e) {
      return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    }
  }
}
