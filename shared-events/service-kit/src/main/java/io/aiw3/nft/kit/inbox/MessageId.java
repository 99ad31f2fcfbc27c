package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record counts once under: by CloudEvents its source and its id, and for a record without
 * an id its place in the log. The two are disjoint, so that no id that others choose can be taken
 * for a place: a source is never empty where the sender chose the id.
 *
 * @param source {@code ce_source}; {@link #NO_SOURCE} where there is an id without one; empty for a
 *     place in the log
 */
record MessageId(String source, String id) {
  /** No source is blank: a blank header counts as a missing one. */
  static final String NO_SOURCE = " ";

  private static final int LONGEST = 255;
  private static final int LONGEST_EARLIER_ID = 200;

  static MessageId of(ConsumerRecord<byte[], byte[]> message) {
    String id = HeaderText.of(message, MessageHeaders.ID);
    if (id == null || id.isBlank()) {
      return new MessageId("", place(message));
    }
    String source = HeaderText.of(message, MessageHeaders.SOURCE);
    return new MessageId(
        source == null || source.isBlank() ? NO_SOURCE : fitting(source), fitting(id));
  }

  /**
   * What the versions before recorded the message under, without a source; null where that could be
   * the place of another record, or is the same. To be dropped when all inbox rows of those
   * versions are past their retention.
   */
  static String earlier(ConsumerRecord<byte[], byte[]> message) {
    String id = HeaderText.of(message, MessageHeaders.ID);
    if (id == null || id.isBlank()) {
      return null;
    }
    if (id.length() > LONGEST_EARLIER_ID) {
      return coordinates(message);
    }
    return placeIn(message.topic()).matcher(id).matches() ? null : id;
  }

  /** {@code topic-partition-offset}. */
  static String coordinates(ConsumerRecord<?, ?> message) {
    return message.topic() + "-" + message.partition() + "-" + message.offset();
  }

  /**
   * The record's own place, or for a dead letter that was sent back the place of the record that it
   * was. Only a place before its own in the same partition is believed: what is there was processed
   * before, so such a header can take nothing from another record.
   */
  private static String place(ConsumerRecord<byte[], byte[]> message) {
    String replayed = HeaderText.of(message, DeadLetterHeaders.REPLAY_OF);
    if (replayed != null) {
      Matcher place = placeIn(message.topic()).matcher(replayed);
      if (place.matches()
          && place.group(1).equals(Integer.toString(message.partition()))
          && Long.parseLong(place.group(2)) < message.offset()) {
        return replayed;
      }
    }
    return coordinates(message);
  }

  private static Pattern placeIn(String topic) {
    return Pattern.compile(Pattern.quote(topic) + "-(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})");
  }

  /** A longer text is represented by its hash: it counts once all the same. */
  private static String fitting(String text) {
    return text.length() <= LONGEST ? text : "sha-256:" + sha256(text);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
