package io.aiw3.nft.deadletter;

import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A record of a dead-letter topic: the message that it was, and why it was not processed. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> letter) {
  public long offset() {
    return letter.offset();
  }

  public String reason() {
    return header(DeadLetterHeaders.REASON, "");
  }

  public String consumer() {
    return header(DeadLetterHeaders.CONSUMER, "");
  }

  /** What of the message the letter lacks; empty where it has all of it, and can be sent back. */
  public String cut() {
    return header(DeadLetterHeaders.CUT, "");
  }

  /** As text; null for a message that had none. */
  public String keyText() {
    return letter.key() == null ? null : new String(letter.key(), StandardCharsets.UTF_8);
  }

  /** {@code topic-partition-offset} of the message that it was. */
  public String origin() {
    return "%s-%s-%s"
        .formatted(
            header(DeadLetterHeaders.TOPIC, "?"),
            header(DeadLetterHeaders.PARTITION, "?"),
            header(DeadLetterHeaders.OFFSET, "?"));
  }

  /** One line for an operator. */
  public String line() {
    return "%d  %s  %s  key=%s  %s  %s"
        .formatted(
            offset(),
            header(DeadLetterHeaders.TIME, "?"),
            origin(),
            keyText(),
            consumer(),
            reason().lines().findFirst().orElse("") + (cut().isEmpty() ? "" : "  CUT: " + cut()));
  }

  /**
   * The message as it was, for the partition that it came from.
   *
   * <p>A message without an id of its own counted once under its place in the topic. It goes back
   * with a header that says so: other readers of the topic, which processed it the first time, know
   * it again.
   */
  public ProducerRecord<byte[], byte[]> message(String topic, int partitions) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            topic, partition(partitions), timestamp(), letter.key(), letter.value());
    for (Header header : letter.headers()) {
      if (!header.key().startsWith(DeadLetterHeaders.PREFIX)) {
        message.headers().add(header);
      }
    }
    if (header(MessageHeaders.ID, "").isBlank()) {
      String place = header(DeadLetterHeaders.REPLAY_OF, origin());
      message.headers().add(DeadLetterHeaders.REPLAY_OF, place.getBytes(StandardCharsets.UTF_8));
    }
    return message;
  }

  /** Null, and so chosen by the key, where the topic no longer has it. */
  private Integer partition(int partitions) {
    String partition = header(DeadLetterHeaders.PARTITION, "");
    return partition.matches("[0-9]{1,6}") && Integer.parseInt(partition) < partitions
        ? Integer.valueOf(partition)
        : null;
  }

  private Long timestamp() {
    String timestamp = header(DeadLetterHeaders.TIMESTAMP, "");
    return timestamp.matches("[0-9]{1,18}") ? Long.valueOf(timestamp) : null;
  }

  private String header(String name, String otherwise) {
    return HeaderText.of(letter, name, otherwise);
  }
}
