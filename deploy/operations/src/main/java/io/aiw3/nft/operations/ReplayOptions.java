package io.aiw3.nft.operations;

import io.aiw3.nft.deadletter.DeadLetter;
import java.util.Set;

/**
 * What {@code deploy/operations/replay} does.
 *
 * @param topic the source topic, not its dead-letter topic
 * @param brokers where both are
 * @param mode what is done with the letters that are chosen
 * @param offsets only these letters; empty for any
 * @param reason only letters whose reason contains it; null for any
 * @param consumer only letters of this service; null for any
 * @param key only letters of this key; null for any
 * @param limit no more than this many, the oldest first
 */
record ReplayOptions(
    String topic,
    Brokers brokers,
    Mode mode,
    Set<Long> offsets,
    String reason,
    String consumer,
    String key,
    int limit) {

  enum Mode {
    /** Shows them. */
    LIST,
    /** Sends them back. */
    SEND,
    /** Marks them as dealt with. */
    DROP
  }

  boolean chooses(DeadLetter letter) {
    return (offsets.isEmpty() || offsets.contains(letter.offset()))
        && (reason == null || letter.reason().contains(reason))
        && (consumer == null || letter.consumer().equals(consumer))
        && (key == null || key.equals(letter.keyText()));
  }
}
