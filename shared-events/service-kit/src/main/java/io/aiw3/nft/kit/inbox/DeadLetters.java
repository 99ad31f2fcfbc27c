package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.kit.outbox.OutboxRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Makes dead letters: the source's key, headers and body as they were, and why it is one.
 *
 * <p>A dead letter always fits the outbox and the broker, for any source record: its headers are
 * bounded by their bytes as they are stored (JSON in UTF-8), its body by the consumer ({@link
 * BoundedDeserializer}) and by a limit of its own. What did not fit is listed in {@link
 * DeadLetterHeaders#CUT}; the whole of it is where {@link DeadLetterHeaders#OFFSET} says.
 */
public final class DeadLetters {
  /** Column outbox.headers, TEXT: 65,535 bytes. All limits below together stay under it. */
  private static final int SOURCE_HEADERS = 36_000;

  private static final int LONGEST_HEADER = 9_000;
  private static final int LONGEST_NAME = 250;
  private static final int LONGEST_REASON = 4_000;
  private static final int LONGEST_STACK = 12_000;
  private static final int LONGEST_CUT = 2_000;
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_VALUE = 512 * 1024;

  /** Quotes, colon and comma of a header in JSON. */
  private static final int MARKS = 6;

  /** Without these a replay would be another message: they are kept before the others. */
  private static final Set<String> FIRST =
      Set.of(
          MessageHeaders.ID,
          MessageHeaders.SOURCE,
          MessageHeaders.TIME,
          MessageHeaders.TYPE,
          MessageHeaders.SPEC_VERSION,
          MessageHeaders.SCHEMA_VERSION,
          MessageHeaders.TRACE_PARENT,
          DeadLetterHeaders.REPLAY_OF);

  private DeadLetters() {}

  /** The outbox row of the dead letter. */
  public static OutboxRow of(
      ConsumerRecord<byte[], byte[]> message, Throwable failure, String consumer) {
    List<String> cut = new ArrayList<>();
    Map<String, String> headers = sourceHeaders(message, cut);
    byte[] key = message.key();
    if (key != null && key.length > LONGEST_KEY) {
      cut.add("key of %d bytes left out".formatted(key.length));
      key = null;
    }
    byte[] value = message.value();
    if (value != null && value.length > LONGEST_VALUE) {
      cut.add("value of %d bytes left out".formatted(value.length));
      value = null;
    }
    describe(headers, message, failure, consumer);
    headers.put(
        DeadLetterHeaders.STACK, JsonText.fitting(stack(failure).toString(), LONGEST_STACK));
    if (!cut.isEmpty()) {
      headers.put(DeadLetterHeaders.CUT, JsonText.fitting(String.join(", ", cut), LONGEST_CUT));
    }
    return row(message, consumer, key, headers, value);
  }

  /** The last resort: nothing that the sender chose, only where it is. */
  static OutboxRow minimal(
      ConsumerRecord<byte[], byte[]> message, Throwable failure, String consumer) {
    Map<String, String> headers = new LinkedHashMap<>();
    describe(headers, message, failure, consumer);
    headers.put(DeadLetterHeaders.REASON, "see dlq_exception; the record could not be stored");
    headers.put(DeadLetterHeaders.CUT, "key, headers and value left out");
    return row(message, consumer, null, headers, null);
  }

  private static OutboxRow row(
      ConsumerRecord<byte[], byte[]> message,
      String consumer,
      byte[] key,
      Map<String, String> headers,
      byte[] value) {
    return new OutboxRow(
        // Of one record and consumer there is one dead letter.
        UUID.nameUUIDFromBytes(
                ("dead-letter\n" + consumer + "\n" + MessageId.coordinates(message))
                    .getBytes(StandardCharsets.UTF_8))
            .toString(),
        Topics.deadLetter(message.topic()),
        key,
        "dead-letter",
        consumer,
        Instant.now(),
        MessageHeaders.CURRENT_SCHEMA_VERSION,
        null,
        headers,
        value);
  }

  private static void describe(
      Map<String, String> headers,
      ConsumerRecord<byte[], byte[]> message,
      Throwable failure,
      String consumer) {
    headers.put(
        DeadLetterHeaders.REASON,
        JsonText.fitting(String.valueOf(failure.getMessage()), LONGEST_REASON));
    headers.put(
        DeadLetterHeaders.EXCEPTION, JsonText.fitting(failure.getClass().getName(), LONGEST_NAME));
    headers.put(DeadLetterHeaders.TOPIC, message.topic());
    headers.put(DeadLetterHeaders.PARTITION, Integer.toString(message.partition()));
    headers.put(DeadLetterHeaders.OFFSET, Long.toString(message.offset()));
    headers.put(DeadLetterHeaders.TIMESTAMP, Long.toString(message.timestamp()));
    headers.put(DeadLetterHeaders.CONSUMER, consumer);
    headers.put(DeadLetterHeaders.TIME, Instant.now().toString());
  }

  /** The source's headers, the most important first, as far as they fit. */
  private static Map<String, String> sourceHeaders(
      ConsumerRecord<byte[], byte[]> message, List<String> cut) {
    Map<String, String> kept = new LinkedHashMap<>();
    int left = SOURCE_HEADERS;
    int leftOut = 0;
    for (Header header : byImportance(message)) {
      if (header.value() == null) {
        continue;
      }
      if (header.key().equals(DeadLetterHeaders.CUT)) {
        cut.add(0, new String(header.value(), StandardCharsets.UTF_8));
        continue;
      }
      String value = new String(header.value(), StandardCharsets.UTF_8);
      String fitting = JsonText.fitting(value, Math.min(LONGEST_HEADER, Math.max(0, left)));
      int size = JsonText.size(header.key()) + JsonText.size(fitting) + MARKS;
      if (size > left || JsonText.size(header.key()) > LONGEST_NAME) {
        leftOut++;
        continue;
      }
      if (!fitting.equals(value)) {
        cut.add("header %s of %d bytes".formatted(header.key(), header.value().length));
      }
      if (kept.put(header.key(), fitting) != null) {
        cut.add("one of the headers " + header.key());
      }
      left -= size;
    }
    if (leftOut > 0) {
      cut.add(leftOut + " headers left out");
    }
    return kept;
  }

  private static List<Header> byImportance(ConsumerRecord<byte[], byte[]> message) {
    return StreamSupport.stream(message.headers().spliterator(), false)
        .sorted(Comparator.comparing(header -> !FIRST.contains(header.key())))
        .toList();
  }

  private static StringWriter stack(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text;
  }
}
