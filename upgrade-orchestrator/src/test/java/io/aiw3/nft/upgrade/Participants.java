package io.aiw3.nft.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.AddedTier;
import io.aiw3.nft.testkit.KafkaProbe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Plays the other services: reads commands, writes replies. */
final class Participants implements AutoCloseable {
  static final String OLD_MINT = "o1dMint111111111111111111111111111111111111";
  static final String NEW_MINT = "newMint111111111111111111111111111111111111";
  private static final int HEADER_AND_MESSAGE = 200;
  private static final Owner OWNER = new Owner();
  private static final Owner STRANGER = new Owner();
  private static final int OWNERS_KEY = 165;

  private final KafkaProbe kafka = KafkaProbe.ofTestInfrastructure();

  /** The newest snapshot of a user who qualifies for {@code qualifiedFor} (0: for nothing). */
  void snapshot(int user, int currentLevel, int qualifiedFor, long version) {
    List<QualificationSnapshot.Level> levels = new ArrayList<>();
    for (Tier tier : AddedTier.catalogue().tiered()) {
      int level = tier.level();
      boolean qualified = level == qualifiedFor;
      levels.add(
          new QualificationSnapshot.Level(
              level,
              new BigDecimal(level * 100_000),
              BigDecimal.ONE,
              level == 1 ? 0 : 2,
              qualified ? 2 : 0,
              qualified || level == 1 ? List.of() : List.of("contract_enlightener"),
              qualified));
    }
    publish(
        new QualificationSnapshot(
            Instant.now(),
            new QualificationSnapshot.Data(
                new UserId(user),
                wallet(user),
                new BigDecimal("75000.0000000001"),
                currentLevel,
                currentLevel == 0 ? null : OLD_MINT,
                0,
                levels,
                qualifiedFor == 0 ? List.of() : List.of(qualifiedFor),
                version)));
  }

  static String wallet(int user) {
    // Base58 has no zero.
    return "%-37s%6d".formatted("wa11et", user).replace(' ', '1').replace('0', 'z');
  }

  /** Sends a message as the other services' outboxes do, and gives its id. */
  String publish(ContractMessage message) {
    String id = UUID.randomUUID().toString();
    publish(message, id);
    return id;
  }

  void publish(ContractMessage message, String id) {
    kafka.send(
        message.topic(),
        message.key(),
        json(message),
        Map.of(MessageHeaders.ID, id, MessageHeaders.TYPE, message.type()));
  }

  /** Waits for the {@code count}-th command of that name to the saga. */
  <T extends ContractMessage> T awaitCommand(
      String topic, Class<T> type, String sagaId, String name, int count) {
    List<ConsumerRecord<String, String>> found =
        kafka.awaitCount(topic, message -> isCommand(message, sagaId, name), count);
    return read(found.get(count - 1).value(), type);
  }

  long commands(String topic, String sagaId, String name) {
    return kafka.readAll(topic).stream().filter(m -> isCommand(m, sagaId, name)).count();
  }

  /** The ids under which messages speak of a saga, in whatever letters. */
  Set<String> spellings(String topic, String field, String sagaId) {
    Pattern ids =
        Pattern.compile("\"" + field + "\":\"(" + sagaId + ")\"", Pattern.CASE_INSENSITIVE);
    return kafka.readAll(topic).stream()
        .flatMap(message -> ids.matcher(message.value()).results())
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** The saga's public events, in order, as {@code step:status}. */
  List<String> events(String sagaId, int count) {
    return kafka.awaitCount(Topics.UPGRADE_EVENTS, m -> m.value().contains(sagaId), count).stream()
        .map(m -> read(m.value(), UpgradeEvent.class).data())
        .map(data -> data.step() + ":" + data.status().wireName())
        .toList();
  }

  List<Long> eventVersions(String sagaId) {
    return kafka.readAll(Topics.UPGRADE_EVENTS).stream()
        .filter(m -> m.value().contains(sagaId))
        .map(m -> read(m.value(), UpgradeEvent.class).data().version())
        .toList();
  }

  static SagaReply verified(String sagaId, int user, int level, boolean burned) {
    return new SagaReply.QualificationVerified(
        sagaId,
        new UserId(user),
        level,
        wallet(user),
        AddedTier.catalogue().previous(level),
        level == 1 ? null : OLD_MINT,
        burned,
        level == 1 ? 0 : 2);
  }

  static SagaReply reserved(String sagaId, int user) {
    return new SagaReply.BadgesReserved(sagaId, new UserId(user), List.of("a", "b"));
  }

  static SagaReply prepared(String sagaId, int user, int attempt, Instant expiresAt) {
    return renewed(sagaId, user, attempt, attempt, expiresAt);
  }

  /** The {@code offer}-th transaction of an attempt. */
  static SagaReply renewed(String sagaId, int user, int attempt, int offer, Instant expiresAt) {
    return new SagaReply.BurnPrepared(
        sagaId,
        new UserId(user),
        attempt,
        OLD_MINT,
        transaction(offer, false),
        "burnSignature" + offer,
        1000,
        expiresAt);
  }

  /** Two signatures and a message: the owner's signature is there when {@code signed}. */
  static String transaction(int attempt, boolean signed) {
    byte[] bytes = bytes(OWNER, attempt);
    return Base64.getEncoder().encodeToString(signed ? OWNER.sign(bytes) : bytes);
  }

  /** The same of another owner. */
  static String foreignTransaction() {
    return Base64.getEncoder().encodeToString(STRANGER.sign(bytes(STRANGER, 1)));
  }

  /** The owner's transaction, which another wallet has signed. */
  static String signedByAnother() {
    return Base64.getEncoder().encodeToString(STRANGER.sign(bytes(OWNER, 1)));
  }

  private static byte[] bytes(Owner owner, int attempt) {
    byte[] bytes = new byte[1 + 2 * 64 + HEADER_AND_MESSAGE];
    bytes[0] = 2;
    bytes[129] = 2;
    byte[] key = owner.key();
    System.arraycopy(key, 0, bytes, OWNERS_KEY, key.length);
    bytes[bytes.length - 1] = (byte) attempt;
    return bytes;
  }

  static SagaReply mintConfirmed(String sagaId, int user, int level) {
    return new SagaReply.MintConfirmed(
        sagaId, new UserId(user), level, "Tier " + level, NEW_MINT, "mintSignature");
  }

  private static boolean isCommand(
      ConsumerRecord<String, String> message, String saga, String name) {
    return message.value().contains(saga)
        && message.value().contains("\"commandType\":\"" + name + "\"");
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return ContractJson.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(Object body) {
    try {
      return ContractJson.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
