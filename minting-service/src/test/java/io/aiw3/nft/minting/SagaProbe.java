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
import io.aiw3.nft.testkit.TopicLog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Plays the orchestrator: commands out, replies in. */
public final class SagaProbe implements AutoCloseable {
  /** Each test has users of its own; other test classes share the topics. */
  private static final AtomicInteger NEXT_USER =
      new AtomicInteger(1_000_000 + (int) (System.nanoTime() % 1_000_000) * 100);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static SagaProbe shared;

  private final KafkaProbe kafka;
  private final TopicLog<SagaReply> replies;
  private final TopicLog<Keyed> events;

  /** An event, and the key that it has on the wire. */
  private record Keyed(String key, NftEvent event) {}

  public SagaProbe(KafkaProbe kafka) {
    this.kafka = kafka;
    replies = kafka.follow(Topics.SAGA_REPLIES, message -> read(message.value(), SagaReply.class));
    events =
        kafka.follow(
            Topics.NFT_EVENTS,
            message -> new Keyed(message.key(), read(message.value(), NftEvent.class)));
  }

  /** On the broker that the tests of this JVM share, which it ends with. */
  public static synchronized SagaProbe shared() {
    if (shared == null) {
      shared = new SagaProbe(KafkaProbe.ofTestInfrastructure());
    }
    return shared;
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
    return replies(sagaId, type, 1).get(0);
  }

  /** At least so many replies of this type to the saga. */
  public <T extends SagaReply> List<T> replies(String sagaId, Class<T> type, int count) {
    return await("%d %s for %s".formatted(count, type.getSimpleName(), sagaId), TIMEOUT)
        .until(
            () -> allReplies(sagaId).stream().filter(type::isInstance).map(type::cast).toList(),
            found -> found.size() >= count);
  }

  /** The first reply of this type to each of the sagas; waits until all have one. */
  public <T extends SagaReply> Map<String, T> each(
      Collection<String> sagaIds, Class<T> type, Duration limit) {
    return await("%s for %d sagas".formatted(type.getSimpleName(), sagaIds.size()), limit)
        .until(() -> first(sagaIds, type), found -> found.keySet().containsAll(sagaIds));
  }

  private <T extends SagaReply> Map<String, T> first(Collection<String> sagaIds, Class<T> type) {
    Map<String, T> found = new HashMap<>();
    allReplies(sagaIds).stream()
        .filter(type::isInstance)
        .forEach(reply -> found.putIfAbsent(reply.sagaId(), type.cast(reply)));
    return found;
  }

  /** The first reply to the saga that is of one of these types. */
  public SagaReply awaitAny(String sagaId, List<Class<? extends SagaReply>> types, Duration limit) {
    return await("a reply to " + sagaId, limit)
        .until(
            () ->
                allReplies(sagaId).stream()
                    .filter(reply -> types.stream().anyMatch(type -> type.isInstance(reply)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  public List<SagaReply> allReplies(String sagaId) {
    return allReplies(List.of(sagaId));
  }

  /** All replies to these sagas. */
  public List<SagaReply> allReplies(Collection<String> sagaIds) {
    return replies.upToNow().stream().filter(reply -> sagaIds.contains(reply.sagaId())).toList();
  }

  /** All events about NFTs, in order per user. */
  public List<NftEvent> events() {
    return events(keyed -> true);
  }

  public List<NftEvent> events(UserId user) {
    return events(keyed -> user.toString().equals(keyed.key()));
  }

  public <T extends NftEvent> T event(UserId user, Class<T> type) {
    return await("%s of %s".formatted(type.getSimpleName(), user), TIMEOUT)
        .until(
            () -> events(user).stream().filter(type::isInstance).map(type::cast).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Why records of this key became dead letters, in order. */
  public List<String> deadLetters(String topic, String key) {
    return kafka.readAll(Topics.deadLetter(topic)).stream()
        .filter(dead -> key.equals(dead.key()))
        .map(dead -> KafkaProbe.header(dead, "dlq_reason").orElseThrow())
        .toList();
  }

  private List<NftEvent> events(Predicate<Keyed> wanted) {
    return events.upToNow().stream().filter(wanted).map(Keyed::event).toList();
  }

  private static ConditionFactory await(String what, Duration limit) {
    return Awaitility.await(what).atMost(limit).pollDelay(Duration.ZERO).pollInterval(POLL);
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

  @Override
  public void close() {
    replies.close();
    events.close();
  }
}
