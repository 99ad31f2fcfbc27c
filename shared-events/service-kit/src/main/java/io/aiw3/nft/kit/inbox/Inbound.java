package io.aiw3.nft.kit.inbox;

import java.time.Instant;

/**
 * A message that was read and understood.
 *
 * @param id its {@code ce_id}; for inputs of the platform without one, the record's coordinates
 * @param source its {@code ce_source}; empty where the id is the record's coordinates, blank where
 *     the sender named none
 * @param earlierId what the versions before recorded it under, or null
 * @param time when the fact happened, else when the record was written; to the microsecond
 * @param traceParent the trace that what follows from it belongs to; null: none
 */
public record Inbound<T>(
    String id,
    String source,
    String earlierId,
    String topic,
    int partition,
    long offset,
    String key,
    Instant time,
    T body,
    String traceParent) {

  Inbound<T> inTrace(String parent) {
    return new Inbound<>(id, source, earlierId, topic, partition, offset, key, time, body, parent);
  }
}
