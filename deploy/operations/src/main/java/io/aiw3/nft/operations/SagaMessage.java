package io.aiw3.nft.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.deadletter.DeadLetter;
import io.aiw3.nft.deadletter.HeaderText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as a timeline reads it: commands and replies, events, and dead letters of both. */
final class SagaMessage {
  private static final Pattern TRACE =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final List<String> NAMES = List.of("commandType", "replyType", "eventType");
  private static final List<String> SIGNATURES =
      List.of("signature", "transactionSignature", "transactionId");
  private static final int LONGEST = 300;

  private final ConsumerRecord<byte[], byte[]> message;
  private final JsonNode body;
  private final JsonNode data;

  SagaMessage(ConsumerRecord<byte[], byte[]> message) {
    this.message = message;
    this.body = parse(message.value());
    this.data = body.path("data").isObject() ? body.path("data") : body;
  }

  /** The saga that it says it belongs to; null where it says none, or cannot be read. */
  String sagaId() {
    return text(data, "sagaId");
  }

  /** Null for a record without a key. */
  String userId() {
    return message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8);
  }

  /** Of a transaction on the chain; null where it names none. */
  String signature() {
    return SIGNATURES.stream()
        .map(name -> text(data, name))
        // A step that has no transaction of its own gives the operation's id for one.
        .filter(signature -> signature != null && !signature.equals(sagaId()))
        .findFirst()
        .orElse(null);
  }

  /** Null where it was written in no trace. */
  String traceId() {
    Matcher trace = TRACE.matcher(header(MessageHeaders.TRACE_PARENT, ""));
    return trace.matches() ? trace.group(1) : null;
  }

  Moment moment(Moment.Link link) {
    boolean dead = message.topic().endsWith(Topics.DEAD_LETTER_SUFFIX);
    DeadLetter letter = new DeadLetter(message);
    Instant published = Instant.ofEpochMilli(message.timestamp());
    return new Moment(
        time(header(dead ? DeadLetterHeaders.TIME : MessageHeaders.TIME, ""), published),
        published,
        service(dead ? letter.consumer() : header(MessageHeaders.SOURCE, "")),
        message.topic(),
        message.partition(),
        message.offset(),
        type(),
        shown(header(MessageHeaders.ID, null)),
        false,
        link,
        shown(userId()),
        data.path("attempt").canConvertToInt() ? data.path("attempt").intValue() : null,
        shown(outcome()),
        shown(dead ? letter.reason() : reason()),
        shown(signature()),
        dead ? letter.origin() : null);
  }

  private String outcome() {
    return joined(
        " ", text(data, "status"), text(data, "step"), text(data, "state"), text(data, "badge"));
  }

  private String reason() {
    JsonNode missing = data.path("missing");
    return joined(
        ": ",
        text(data, "reason"),
        text(data, "errorCode"),
        text(data, "message"),
        text(data, "errorMessage"),
        missing.isArray() && !missing.isEmpty() ? "missing " + missing : null);
  }

  private String type() {
    String type = header(MessageHeaders.TYPE, "");
    if (type.isBlank()) {
      type =
          NAMES.stream()
              .map(name -> text(body, name))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse("?");
    }
    return shown(type.substring(type.lastIndexOf('.') + 1));
  }

  private String header(String name, String otherwise) {
    return HeaderText.of(message, name, otherwise);
  }

  private static String service(String source) {
    return source.isBlank() ? "?" : shown(source.startsWith("/") ? source.substring(1) : source);
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
  }

  private static String joined(String between, String... parts) {
    String text = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(between));
    return text.isEmpty() ? null : text;
  }

  /** Nothing that a bad message holds may reach an operator's terminal as a control sequence. */
  private static String shown(String text) {
    if (text == null) {
      return null;
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static JsonNode parse(byte[] value) {
    if (value == null) {
      return MissingNode.getInstance();
    }
    try {
      return ContractJson.mapper().readTree(value);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
