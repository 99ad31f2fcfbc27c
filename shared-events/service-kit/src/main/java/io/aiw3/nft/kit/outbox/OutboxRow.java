package io.aiw3.nft.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A message on its way out, as it is in the table {@code outbox}.
 *
 * @param headers further headers; null where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as Kafka takes them; rows are never compared
public record OutboxRow(
    String id,
    String topic,
    byte[] key,
    String type,
    String source,
    Instant time,
    String schemaVersion,
    String traceParent,
    Map<String, String> headers,
    byte[] payload) {

  /**
   * A message of the contract. An event about one change has an id that derives from its source,
   * key and body, its time left out: published again, it is known by its readers. Anything else has
   * a new id.
   *
   * @param traceParent the trace that it belongs to, or null
   */
  public static OutboxRow of(
      ContractMessage message, String source, Instant now, String traceParent) {
    try {
      return new OutboxRow(
          id(message, source).toString(),
          message.topic(),
          message.key().getBytes(StandardCharsets.UTF_8),
          message.type(),
          source,
          now,
          MessageHeaders.CURRENT_SCHEMA_VERSION,
          traceParent,
          null,
          ContractJson.mapper().writeValueAsBytes(message));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not serializable: " + message.type(), e);
    }
  }

  private static UUID id(ContractMessage message, String source) throws JsonProcessingException {
    if (!message.namesItsChange()) {
      return UUID.randomUUID();
    }
    ObjectNode body = ContractJson.mapper().valueToTree(message);
    body.remove("timestamp");
    return UUID.nameUUIDFromBytes(
        String.join(
                "\n",
                source,
                message.topic(),
                message.key(),
                ContractJson.mapper().writeValueAsString(body))
            .getBytes(StandardCharsets.UTF_8));
  }
}
