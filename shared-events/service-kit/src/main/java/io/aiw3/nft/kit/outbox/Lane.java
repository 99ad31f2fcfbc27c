package io.aiw3.nft.kit.outbox;

import java.util.HexFormat;

/**
 * What is published in order: the rows of one topic and key. A row without a key is a lane of its
 * own.
 */
record Lane(String topic, String key) {
  static Lane of(String topic, byte[] key, long seq) {
    return new Lane(topic, key == null ? "row " + seq : HexFormat.of().formatHex(key));
  }
}
