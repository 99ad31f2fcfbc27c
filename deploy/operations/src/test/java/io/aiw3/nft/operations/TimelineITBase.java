package io.aiw3.nft.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.KafkaBroker;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A broker, and a saga of its own for each test, whose messages are written as services do. */
abstract class TimelineITBase {
  static final Instant BEGIN = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusMillis(599_900);
  static final String TRACE = "00-%s-00f067aa0ba902b7-01";
  static final String ORCHESTRATOR = "/upgrade-orchestrator";
  static final String QUALIFICATION = "/qualification-service";
  static final String BADGE = "/badge-service";
  static final String MINTING = "/minting-service";
  static int users;

  @TempDir static Path directory;
  static KafkaBroker broker;
  static KafkaProducer<String, String> producer;

  String saga;
  UserId user;

  @BeforeAll
  static void start() {
    broker = new KafkaBroker(directory.resolve("data"), directory.resolve("log"), 0);
    broker.start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.stop();
  }

  @BeforeEach
  void another() {
    saga = UUID.randomUUID().toString();
    user = new UserId(++users);
  }

  static String at(int millis) {
    return BEGIN.plusMillis(millis).toString();
  }

  SagaReply verified() {
    return new SagaReply.QualificationVerified(saga, user, 2, "wallet", 1, "old", false, 2);
  }

  BadgeEvent badgeReserved(String sagaId) {
    return new BadgeEvent.Reserved(
        BEGIN,
        new BadgeEvent.Data(
            user,
            "newcomer",
            "b-1",
            "Newcomer",
            BadgeType.values()[0],
            2,
            BadgeState.RESERVED,
            sagaId));
  }

  UpgradeEvent changed(OperationStatus status, String step, String transaction) {
    return new UpgradeEvent(
        BEGIN,
        new UpgradeEvent.Data(
            saga,
            user,
            OperationKind.UPGRADE,
            1,
            2,
            status,
            step,
            50,
            transaction,
            "old",
            null,
            transaction,
            null,
            null,
            null,
            7));
  }

  static NftEvent claimed(UserId owner, String signature) {
    return new NftEvent.Claimed(
        BEGIN, new NftEvent.Claimed.Data(owner, 1, "Tier 1", "new", signature));
  }

  QualificationSnapshot snapshot() {
    return new QualificationSnapshot(
        BEGIN,
        new QualificationSnapshot.Data(
            user, "wallet", BigDecimal.TEN, 1, "new", 0, List.of(), List.of(), 3));
  }

  /** Gives the message's {@code topic-partition-offset}. */
  static String send(int millis, String source, ContractMessage message) {
    return send(millis, source, message, null);
  }

  static String send(int millis, String source, ContractMessage message, String trace) {
    return send(millis, source, message, trace, UUID.randomUUID().toString());
  }

  /** As the services' outboxes do. */
  static String send(int millis, String source, ContractMessage message, String trace, String id) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("ce_id", id);
    headers.put("ce_source", source);
    headers.put("ce_type", message.type());
    headers.put("ce_time", at(millis));
    if (trace != null) {
      headers.put("traceparent", trace);
    }
    return send(new ProducerRecord<>(message.topic(), message.key(), body(message)), headers);
  }

  /** On a topic that no other test writes to: the times of its records rise. */
  String burnedLetter(Instant published) {
    NftEvent burned =
        new NftEvent.Burned(
            BEGIN, new NftEvent.Burned.Data(user, 1, "Tier 1", "old", "burnTx", saga));
    return send(
        new ProducerRecord<>(
            "nft-events.dlq", 0, published.toEpochMilli(), burned.key(), body(burned)),
        Map.of("dlq_time", published.toString()));
  }

  /** As the services write them; without a key. */
  static void deadLetter(String topic, int millis, String body, Map<String, String> original) {
    Map<String, String> headers = new TreeMap<>(original);
    headers.put("dlq_reason", "no good");
    headers.put("dlq_topic", topic);
    headers.put("dlq_partition", "4");
    headers.put("dlq_offset", "11");
    headers.put("dlq_consumer", "/taker");
    headers.put("dlq_time", at(millis));
    send(new ProducerRecord<>(topic + ".dlq", body), headers);
  }

  static String send(ProducerRecord<String, String> message, Map<String, String> headers) {
    headers.forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    try {
      RecordMetadata metadata = producer.send(message).get(30, TimeUnit.SECONDS);
      return metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  static String body(ContractMessage message) {
    try {
      return ContractJson.mapper().writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
