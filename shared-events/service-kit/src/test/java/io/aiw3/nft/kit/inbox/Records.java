package io.aiw3.nft.kit.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of a topic as a consumer gets them. */
final class Records {
  private Records() {}

  static ConsumerRecord<byte[], byte[]> of(
      String topic, long offset, byte[] key, byte[] value, String... headers) {
    RecordHeaders all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1] == null ? null : utf8(headers[i + 1]));
    }
    return new ConsumerRecord<>(
        topic,
        2,
        offset,
        System.currentTimeMillis(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        all,
        Optional.empty());
  }

  static ConsumerRecord<byte[], byte[]> of(
      String topic, long offset, String key, String value, String... headers) {
    return of(topic, offset, utf8(key), utf8(value), headers);
  }

  static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
