package io.aiw3.nft.kit.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.UnreadableJson;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns a record into an {@link Inbound}, or says what is wrong with it. What holds of every topic
 * is checked here, so that no consumer can forget it: the key is the one that the body names (order
 * is by key, effects are by body), times can be stored, nothing was cut.
 *
 * <p>A body whose type is not known is not wrong: types are added. What the name of a type cannot
 * be is.
 */
public final class MessageDecoder {
  private static final ObjectMapper JSON =
      ContractJson.mapper()
          .copy()
          .registerModule(
              new SimpleModule("aiw3-messages").addDeserializer(Instant.class, new MessageTimes()));

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  private MessageDecoder() {}

  /**
   * @throws BadMessageException if key, headers or body are not what the contract says
   * @throws UnknownTypeException if the body is of a type that {@code type} does not have
   */
  public static <T> Inbound<T> decode(ConsumerRecord<byte[], byte[]> message, Class<T> type) {
    BoundedDeserializer.requireWhole(message);
    if (message.key() == null) {
      throw new BadMessageException("the record has no key");
    }
    String version = HeaderText.of(message, MessageHeaders.SCHEMA_VERSION);
    if (version != null && !version.equals(MessageHeaders.CURRENT_SCHEMA_VERSION)) {
      throw new BadMessageException("schema version " + version + " is not known");
    }
    MessageId id = MessageId.of(message);
    String key = HeaderText.of(message.key(), "key");
    T body = body(message, type);
    requireKey(key, body);
    return new Inbound<>(
        id.id(),
        id.source(),
        MessageId.earlier(message),
        message.topic(),
        message.partition(),
        message.offset(),
        key,
        time(message),
        body,
        null);
  }

  private static void requireKey(String key, Object body) {
    if (body instanceof ContractMessage named && !key.equals(keyOf(named))) {
      throw new BadMessageException("the key is not the one that the body names");
    }
  }

  private static String keyOf(ContractMessage body) {
    try {
      return body.key();
    } catch (NullPointerException e) {
      throw new BadMessageException("the body lacks what its key is made of", e);
    }
  }

  private static <T> T body(ConsumerRecord<byte[], byte[]> message, Class<T> type) {
    if (message.value() == null) {
      return null;
    }
    try {
      T body = JSON.readValue(message.value(), type);
      if (body == null) {
        throw new BadMessageException("the body is null");
      }
      return body;
    } catch (InvalidTypeIdException e) {
      if (e.getTypeId() != null && TYPE.matcher(e.getTypeId()).matches()) {
        throw new UnknownTypeException(e.getTypeId());
      }
      throw new BadMessageException(reason(e), e);
    } catch (JsonProcessingException e) {
      throw new BadMessageException(reason(e), e);
    } catch (IOException e) {
      throw new BadMessageException("the body cannot be read: it is not UTF-8", e);
    }
  }

  private static String reason(JsonProcessingException fault) {
    return fault.getCause() instanceof BadMessageException known
        ? known.getMessage()
        : "the body does not fit: " + UnreadableJson.of(fault).sentence();
  }

  /** A record's own timestamp is no promise of the contract: one out of range is not used. */
  private static Instant time(ConsumerRecord<byte[], byte[]> message) {
    String time = HeaderText.of(message, MessageHeaders.TIME);
    if (time != null) {
      return MessageTimes.parse(MessageHeaders.TIME, time);
    }
    Instant written = Instant.ofEpochMilli(message.timestamp());
    return MessageTimes.isInRange(written) ? written : Instant.now();
  }
}
