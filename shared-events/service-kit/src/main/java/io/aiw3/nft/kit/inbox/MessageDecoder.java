package io.aiw3.nft.kit.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Turns a record into an {@link Inbound}, or says what is wrong with it. */
public final class MessageDecoder {
  private static final int LONGEST_ID = 200;

  private MessageDecoder() {}

  /**
   * @throws BadMessageException if key, headers or body are not what the contract says
   */
  public static <T> Inbound<T> decode(ConsumerRecord<byte[], byte[]> message, Class<T> type) {
    if (message.key() == null) {
      throw new BadMessageException("the record has no key");
    }
    String version = header(message, MessageHeaders.SCHEMA_VERSION);
    if (version != null && !version.equals(MessageHeaders.CURRENT_SCHEMA_VERSION)) {
      throw new BadMessageException("schema version " + version + " is not known");
    }
    return new Inbound<>(
        id(message),
        message.topic(),
        message.partition(),
        message.offset(),
        text(message.key(), "key"),
        time(message),
        body(message, type),
        null);
  }

  /** The id under which the record counts once. */
  static String id(ConsumerRecord<byte[], byte[]> message) {
    String id = header(message, MessageHeaders.ID);
    return id == null || id.isBlank() || id.length() > LONGEST_ID
        ? message.topic() + "-" + message.partition() + "-" + message.offset()
        : id;
  }

  private static <T> T body(ConsumerRecord<byte[], byte[]> message, Class<T> type) {
    if (message.value() == null) {
      return null;
    }
    try {
      T body = ContractJson.mapper().readValue(message.value(), type);
      if (body == null) {
        throw new BadMessageException("the body is null");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new BadMessageException("the body does not fit: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new BadMessageException("the body cannot be read: " + e.getMessage(), e);
    }
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> message) {
    String time = header(message, MessageHeaders.TIME);
    try {
      return time == null ? Instant.ofEpochMilli(message.timestamp()) : Instant.parse(time);
    } catch (DateTimeException e) {
      throw new BadMessageException("ce_time is not a time: " + time, e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null ? null : text(header.value(), name);
  }

  private static String text(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadMessageException("the " + what + " is not UTF-8", e);
    }
  }
}
