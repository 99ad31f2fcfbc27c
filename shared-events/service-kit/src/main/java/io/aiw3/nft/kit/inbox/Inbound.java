package io.aiw3.nft.kit.inbox;

import java.time.Instant;

/**
 * A message that was read and understood.
 *
 * @param id its {@code ce_id}; for inputs of the platform without one, the record's coordinates
 * @param time when the fact happened, else when the record was written
 * @param traceParent the trace that what follows from it belongs to; null: none
 */
public record Inbound<T>(
    String id,
    String topic,
    int partition,
    long offset,
    String key,
    Instant time,
    T body,
    String traceParent) {

  Inbound<T> inTrace(String parent) {
    return new Inbound<>(id, topic, partition, offset, key, time, body, parent);
  }
}
