package io.aiw3.nft.kit.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Shows what the built-in relay sends of a row. */
public final class RelayRecords {
  private RelayRecords() {}

  public static ProducerRecord<byte[], byte[]> of(OutboxRow row) {
    return OutboxPublisher.toRecord(row);
  }
}
