package io.aiw3.nft.deadletter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads headers as text. */
public final class HeaderText {
  private HeaderText() {}

  /** The last header of that name; {@code otherwise} where there is none, or none with a value. */
  public static String of(ConsumerRecord<byte[], byte[]> message, String name, String otherwise) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? otherwise
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
