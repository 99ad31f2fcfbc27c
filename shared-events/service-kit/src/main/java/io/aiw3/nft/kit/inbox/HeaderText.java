package io.aiw3.nft.kit.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Headers as text. */
final class HeaderText {
  private HeaderText() {}

  /**
   * The last header of that name, or null.
   *
   * @throws BadMessageException if it is not UTF-8
   */
  static String of(ConsumerRecord<byte[], byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null ? null : of(header.value(), name);
  }

  static String of(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadMessageException("the " + what + " is not UTF-8", e);
    }
  }
}
