package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class OutboxIT extends KitITBase {
  @Inject Transactions transactions;

  @Test
  void aCommittedMessageIsPublishedWithItsHeaders() throws Throwable {
    UserId user = newUser();

    publish(user, 1);

    ConsumerRecord<String, String> message = awaitAll(List.of(user), 1).get(0);
    assertThat(message.value())
        .isEqualTo(
            "{\"commandType\":\"reserve_badges\",\"sagaId\":\"s\",\"userId\":\"%s\","
                    .formatted(user)
                + "\"targetLevel\":2,\"count\":1}");
    assertThat(header(message, MessageHeaders.SPEC_VERSION)).isEqualTo("1.0");
    assertThat(header(message, MessageHeaders.SOURCE)).isEqualTo("/service-kit-test");
    assertThat(header(message, MessageHeaders.TYPE)).isEqualTo("badge-commands.reserve_badges");
    assertThat(header(message, MessageHeaders.SCHEMA_VERSION)).isEqualTo("1");
    assertThat(header(message, MessageHeaders.ID)).hasSize(36);
  }

  @Test
  void aRolledBackTransactionPublishesNothing() throws Throwable {
    UserId user = newUser();

    assertThat(
            VertxContextSupport.subscribeAndAwait(
                () ->
                    transactions
                        .<Void>run(
                            tx -> {
                              tx.publish(new BadgeCommand.ReserveBadges("s", user, 2, 1));
                              throw new IllegalStateException("rolled back");
                            })
                        .onFailure()
                        .recoverWithNull()))
        .isNull();
    publish(user, 2);

    assertThat(counts(awaitAll(List.of(user), 1))).isEqualTo(Map.of(user, List.of(2)));
  }

  @Test
  void eachUsersMessagesKeepTheOrderOfTheirCommitsThroughAllFaults() throws Throwable {
    List<UserId> users = IntStream.range(0, 10).mapToObj(i -> newUser()).toList();
    List<Integer> numbers = IntStream.rangeClosed(1, 60).boxed().toList();

    for (int number : numbers) {
      publishAll(users, number);
      switch (number) {
        case 15 -> killConnections();
        case 30 -> restartBroker();
        case 45 -> TestInfrastructure.mysql().restart();
        default -> {}
      }
    }

    // What was sent and not acknowledged is sent again, so the count of records says nothing.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> query("SELECT COUNT(*) FROM outbox"), List.of("0")::equals);
    List<ConsumerRecord<String, String>> all =
        kafka.readAll(Topics.BADGE_COMMANDS).stream()
            .filter(m -> users.contains(UserId.of(m.key())))
            .toList();
    Map<String, List<ConsumerRecord<String, String>>> byId =
        all.stream().collect(Collectors.groupingBy(m -> header(m, MessageHeaders.ID)));
    assertThat(byId).hasSize(users.size() * numbers.size());
    assertThat(counts(firstOfEach(all)))
        .isEqualTo(users.stream().collect(Collectors.toMap(u -> u, u -> numbers)));
  }

  /** A broker that was killed: the relay waits and publishes what gathered during that. */
  private static void restartBroker() {
    TestInfrastructure.kafka().kill();
    TestInfrastructure.kafka().start();
  }

  /** What a lost leader sees: its connection, and with it the named lock, is gone. */
  private static void killConnections() throws SQLException {
    try (Connection admin = TestInfrastructure.adminConnection();
        Statement statement = admin.createStatement()) {
      for (String id :
          queryAsAdmin(
              "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND db = '"
                  + TestInfrastructure.database(Schema.BADGE)
                  + "'")) {
        statement.execute("KILL " + id);
      }
    }
  }

  private void publish(UserId user, int number) throws Throwable {
    publishAll(List.of(user), number);
  }

  /** One transaction a user, at the same time; repeated while the database is unavailable. */
  private void publishAll(Collection<UserId> users, int number) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUniAndMerge(user -> change(user, number))
                .collect()
                .asList());
  }

  /** The counter decides, so a commit whose answer was lost does not publish twice. */
  private Uni<Void> change(UserId user, int number) {
    return io.aiw3.nft.kit.transaction.VertxRetry.untilDone(
        () ->
            transactions.run(
                tx ->
                    tx.update(
                            "INSERT INTO counter (user_id, value) VALUES (?1, ?2) ON DUPLICATE KEY"
                                + " UPDATE value = GREATEST(value, ?3)",
                            user.value(),
                            number,
                            number)
                        .invoke(
                            changed -> {
                              if (changed > 0) {
                                tx.publish(new BadgeCommand.ReserveBadges("s", user, 2, number));
                              }
                            })
                        .replaceWithVoid()),
        failure -> true,
        Duration.ofMillis(20),
        Duration.ofMillis(500));
  }

  private static List<ConsumerRecord<String, String>> awaitAll(
      Collection<UserId> users, int count) {
    return kafka.awaitCount(Topics.BADGE_COMMANDS, m -> users.contains(UserId.of(m.key())), count);
  }

  private static List<ConsumerRecord<String, String>> firstOfEach(
      List<ConsumerRecord<String, String>> all) {
    return all.stream()
        .collect(
            Collectors.toMap(
                m -> header(m, MessageHeaders.ID),
                m -> m,
                (first, again) -> first,
                java.util.LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Map<UserId, List<Integer>> counts(List<ConsumerRecord<String, String>> all) {
    return all.stream()
        .collect(
            Collectors.groupingBy(
                m -> UserId.of(m.key()),
                TreeMap::new,
                Collectors.mapping(OutboxIT::count, Collectors.toList())));
  }

  private static int count(ConsumerRecord<String, String> message) {
    try {
      return ContractJson.mapper().readTree(message.value()).path("count").asInt();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(ConsumerRecord<String, String> message, String name) {
    return KafkaProbe.header(message, name).orElseThrow();
  }
}
