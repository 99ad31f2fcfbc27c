package io.aiw3.nft.kit.inbox;

import java.time.Instant;

/**
 * A message that was read and understood.
 *
 * @param id its {@code ce_id}; for inputs of the platform without one, the record's coordinates
 * @param time when the fact happened, else when the record was written
 */
public record Inbound<T>(
    String id, String topic, int partition, long offset, String key, Instant time, T body) {}
