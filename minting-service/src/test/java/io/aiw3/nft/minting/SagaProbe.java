package io.aiw3.nft.minting;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.KafkaProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** Plays the orchestrator: commands out, replies in. */
public final class SagaProbe {
  /** Each test has users of its own; other test classes share the topics. */
  private static final AtomicInteger NEXT_USER =
      new AtomicInteger(1_000_000 + (int) (System.nanoTime() % 1_000_000) * 100);

  private final KafkaProbe kafka;

  /** On the broker that the tests of this JVM share. */
  public SagaProbe() {
    this(KafkaProbe.ofTestInfrastructure());
  }

  public SagaProbe(KafkaProbe kafka) {
    this.kafka = kafka;
  }

  public static UserId newUser() {
    return new UserId(NEXT_USER.incrementAndGet());
  }

  public void send(ContractMessage message) {
    kafka.send(
        message.topic(),
        message.key(),
        write(message),
        Map.of(MessageHeaders.ID, UUID.randomUUID().toString()));
  }

  /** The first reply of this type to the saga. */
  public <T extends SagaReply> T reply(String sagaId, Class<T> type) {
    return type.cast(
        reply(
            kafka.await(
                Topics.SAGA_REPLIES,
                message -> {
                  SagaReply reply = reply(message);
                  return reply.sagaId().equals(sagaId) && type.isInstance(reply);
                })));
  }

  /** At least so many replies of this type to the saga. */
  public <T extends SagaReply> List<T> replies(String sagaId, Class<T> type, int count) {
    return kafka
        .awaitCount(
            Topics.SAGA_REPLIES,
            message -> {
              SagaReply reply = reply(message);
              return reply.sagaId().equals(sagaId) && type.isInstance(reply);
            },
            count)
        .stream()
        .map(message -> type.cast(reply(message)))
        .toList();
  }

  /** The first reply of this type to each of the sagas; waits until all have one. */
  public <T extends SagaReply> Map<String, T> each(
      Collection<String> sagaIds, Class<T> type, Duration limit) {
    Map<String, T> found = new HashMap<>();
    Awaitility.await("%s for %d sagas".formatted(type.getSimpleName(), sagaIds.size()))
        .atMost(limit)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              kafka.readAll(Topics.SAGA_REPLIES).stream()
                  .map(SagaProbe::reply)
                  .filter(reply -> type.isInstance(reply) && sagaIds.contains(reply.sagaId()))
                  .forEach(reply -> found.putIfAbsent(reply.sagaId(), type.cast(reply)));
              return found.keySet().containsAll(sagaIds);
            });
    return found;
  }

  /** The first reply to the saga that is of one of these types. */
  public SagaReply awaitAny(String sagaId, List<Class<? extends SagaReply>> types, Duration limit) {
    return Awaitility.await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                allReplies(sagaId).stream()
                    .filter(reply -> types.stream().anyMatch(type -> type.isInstance(reply)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Everything that was told about NFTs, in order per user. */
  public List<NftEvent> events() {
    return kafka.readAll(Topics.NFT_EVENTS).stream()
        .map(message -> read(message.value(), NftEvent.class))
        .toList();
  }

  public List<SagaReply> allReplies(String sagaId) {
    return kafka.readAll(Topics.SAGA_REPLIES).stream()
        .map(SagaProbe::reply)
        .filter(reply -> reply.sagaId().equals(sagaId))
        .toList();
  }

  /** Everything that was told to these sagas, read once. */
  public List<SagaReply> allReplies(Collection<String> sagaIds) {
    return kafka.readAll(Topics.SAGA_REPLIES).stream()
        .map(SagaProbe::reply)
        .filter(reply -> sagaIds.contains(reply.sagaId()))
        .toList();
  }

  public List<NftEvent> events(UserId user) {
    return kafka.readAll(Topics.NFT_EVENTS).stream()
        .filter(message -> user.toString().equals(message.key()))
        .map(message -> read(message.value(), NftEvent.class))
        .toList();
  }

  public <T extends NftEvent> T event(UserId user, Class<T> type) {
    return type.cast(
        read(
            kafka
                .await(
                    Topics.NFT_EVENTS,
                    message ->
                        user.toString().equals(message.key())
                            && type.isInstance(read(message.value(), NftEvent.class)))
                .value(),
            NftEvent.class));
  }

  private static SagaReply reply(ConsumerRecord<String, String> message) {
    return read(message.value(), SagaReply.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return ContractJson.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String write(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
