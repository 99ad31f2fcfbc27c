package io.aiw3.nft.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * After Debezium's outbox event router: the headers that the built-in relay sends, no more and no
 * others. The router has put the outbox's columns into headers of their names; a dead letter's
 * column {@code headers} is its whole set.
 */
public class OutboxHeaders<R extends ConnectRecord<R>> implements Transformation<R> {
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

  @Override
  public R apply(R routed) {
    String stored = text(routed, "headers");
    Headers headers = stored == null ? cloudEvent(routed) : deadLetter(stored);
    return routed.newRecord(
        routed.topic(),
        routed.kafkaPartition(),
        routed.keySchema(),
        routed.key(),
        routed.valueSchema(),
        routed.value(),
        routed.timestamp(),
        headers);
  }

  private static Headers deadLetter(String stored) {
    try {
      Headers headers = new ConnectHeaders();
      ContractJson.mapper()
          .readValue(stored, STRINGS)
          .forEach((name, value) -> add(headers, name, value));
      return headers;
    } catch (JsonProcessingException e) {
      throw new DataException("headers in the outbox are not JSON", e);
    }
  }

  private static Headers cloudEvent(ConnectRecord<?> routed) {
    Headers headers = new ConnectHeaders();
    add(headers, MessageHeaders.SPEC_VERSION, "1.0");
    add(headers, MessageHeaders.ID, text(routed, "id"));
    add(headers, MessageHeaders.SOURCE, text(routed, "source"));
    add(headers, MessageHeaders.TYPE, text(routed, "type"));
    add(headers, MessageHeaders.TIME, time(routed).toString());
    add(headers, MessageHeaders.SCHEMA_VERSION, text(routed, "schemaversion"));
    add(headers, MessageHeaders.CONTENT_TYPE, "application/json");
    String trace = text(routed, "traceparent");
    if (trace != null) {
      add(headers, MessageHeaders.TRACE_PARENT, trace);
    }
    return headers;
  }

  private static Instant time(ConnectRecord<?> routed) {
    if (routed.headers().lastWithName("time").value() instanceof Long millis) {
      return Instant.ofEpochMilli(millis);
    }
    throw new DataException(
        "time in the outbox is not in milliseconds: leave time.precision.mode at its default");
  }

  private static String text(ConnectRecord<?> routed, String name) {
    Header header = routed.headers().lastWithName(name);
    return header == null || header.value() == null ? null : header.value().toString();
  }

  private static void add(Headers headers, String name, String value) {
    headers.addBytes(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configuration) {}

  @Override
  public void close() {}
}
