package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.kit.outbox.OutboxRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes dead letters: the source's key, headers and body as they were, and why it is one. */
public final class DeadLetters {
  private static final int LONGEST_REASON = 1000;
  private static final int LONGEST_STACK = 4000;
  private static final int LONGEST_KEY = 255;

  private DeadLetters() {}

  /** The outbox row of the dead letter. */
  public static OutboxRow of(
      ConsumerRecord<byte[], byte[]> message, Throwable failure, String consumer) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : message.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    headers.put(
        DeadLetterHeaders.REASON, cut(String.valueOf(failure.getMessage()), LONGEST_REASON));
    headers.put(DeadLetterHeaders.EXCEPTION, failure.getClass().getName());
    headers.put(DeadLetterHeaders.STACK, cut(stack(failure), LONGEST_STACK));
    headers.put(DeadLetterHeaders.TOPIC, message.topic());
    headers.put(DeadLetterHeaders.PARTITION, Integer.toString(message.partition()));
    headers.put(DeadLetterHeaders.OFFSET, Long.toString(message.offset()));
    headers.put(DeadLetterHeaders.TIMESTAMP, Long.toString(message.timestamp()));
    headers.put(DeadLetterHeaders.CONSUMER, consumer);
    headers.put(DeadLetterHeaders.TIME, Instant.now().toString());
    byte[] key = message.key();
    return new OutboxRow(
        UUID.randomUUID().toString(),
        Topics.deadLetter(message.topic()),
        key == null || key.length > LONGEST_KEY ? null : key,
        "dead-letter",
        consumer,
        Instant.now(),
        MessageHeaders.CURRENT_SCHEMA_VERSION,
        null,
        headers,
        message.value());
  }

  private static String stack(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
