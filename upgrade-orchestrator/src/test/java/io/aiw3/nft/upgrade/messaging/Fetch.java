package io.aiw3.nft.upgrade.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Records as a consumer's poll gives them. */
final class Fetch {
  /** No partition of the topics: a record is known by its place. */
  private static final int PARTITION = 7001;

  private static final AtomicInteger OFFSETS = new AtomicInteger();

  private Fetch() {}

  /** What one poll brought, all of one topic. */
  static ConsumerRecords<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> records) {
    return new ConsumerRecords<>(
        Map.of(new TopicPartition(records.get(0).topic(), PARTITION), records), Map.of());
  }

  static ConsumerRecord<byte[], byte[]> record(String topic, ContractMessage message) {
    try {
      return record(topic, message.key(), ContractJson.mapper().writeValueAsString(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param value null for a tombstone
   */
  static ConsumerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ConsumerRecord<>(
        topic,
        PARTITION,
        OFFSETS.incrementAndGet(),
        key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8));
  }

  static JsonNode json(String text) {
    try {
      return ContractJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
