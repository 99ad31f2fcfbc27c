package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Rows that Kafka does not take, and rows that weigh more than the process. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class OutboxRefusalsIT extends KitITBase {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SMALL = "'{\"n\":%d}'";
  private static final String OVER_THE_LIMIT = "REPEAT('x', 1500000)";

  @Inject MeterRegistry metrics;

  @Test
  void aRowOverTheBrokersLimitHoldsBackItsKeyAndTheOthersArePublishedOnce() throws Exception {
    create("limited");
    execute(
        insert("limited", "'a'", SMALL.formatted(1)),
        insert("limited", "'b'", SMALL.formatted(1)),
        insert("limited", "'a'", OVER_THE_LIMIT),
        insert("limited", "'b'", SMALL.formatted(2)),
        insert("limited", "'a'", SMALL.formatted(3)),
        insert("limited", "'c'", SMALL.formatted(1)));

    Awaitility.await().atMost(SOON).until(() -> waiting("limited"), "2"::equals);
    Awaitility.await().atMost(SOON).until(() -> stuck("limited") == 1);
    // Long enough for several attempts: the row has been tried again since.
    execute(insert("limited", "'d'", SMALL.formatted(1)));
    Awaitility.await().atMost(SOON).until(() -> published("limited").size() == 5);
    assertThat(published("limited"))
        .containsExactlyInAnyOrder(
            "a {\"n\":1}", "b {\"n\":1}", "b {\"n\":2}", "c {\"n\":1}", "d {\"n\":1}");

    set("limited", "max.message.bytes", "2097152");

    Awaitility.await().atMost(SOON).until(() -> waiting("limited"), "0"::equals);
    Awaitility.await().atMost(SOON).until(() -> stuck("limited") == 0);
    assertThat(lengths("limited", "a")).containsExactly(7, 1_500_000, 7);
    assertThat(published("limited")).hasSize(7);
  }

  @Test
  void aMissingTopicHoldsBackNothingElse() throws Exception {
    create("there");
    execute(
        insert("not-there", "'a'", SMALL.formatted(1)),
        insert("there", "'a'", SMALL.formatted(1)),
        insert("not-there", "'b'", SMALL.formatted(1)),
        insert("not-there", "'a'", SMALL.formatted(2)),
        insert("there", "'b'", SMALL.formatted(1)));

    Awaitility.await().atMost(SOON).until(() -> waiting("there"), "0"::equals);
    Awaitility.await().atMost(SOON).until(() -> stuck("not-there") == 2);
    assertThat(published("there")).containsExactlyInAnyOrder("a {\"n\":1}", "b {\"n\":1}");

    create("not-there");

    Awaitility.await().atMost(SOON).until(() -> waiting("not-there"), "0"::equals);
    assertThat(published("not-there"))
        .containsExactlyInAnyOrder("a {\"n\":1}", "b {\"n\":1}", "a {\"n\":2}");
    Awaitility.await().atMost(SOON).until(() -> stuck("not-there") == 0);
  }

  @Test
  void deadLettersThatWeighMoreThanTheHeapAreAllPublished() throws Exception {
    create("heavy");
    double before = metrics.get("aiw3.outbox.published").counter().count();

    execute(
        "INSERT INTO outbox (id, aggregatetype, aggregateid, type, source, time, schemaversion,"
            + " headers, payload, bytes) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
            + " FROM n WHERE i < 350) SELECT UUID(), 'heavy', NULL, 'dead-letter', '/test',"
            + " UTC_TIMESTAMP(3), '1', '{\"dlq_reason\":\"x\"}', REPEAT('x', 900000),"
            + " IF(i % 2 = 0, NULL, 900030) FROM n");

    Awaitility.await()
        .atMost(Duration.ofSeconds(180))
        .until(() -> metrics.get("aiw3.outbox.published").counter().count() - before >= 350);
    Awaitility.await().atMost(SOON).until(() -> waiting("heavy"), "0"::equals);
    assertThat(metrics.get("aiw3.outbox.published").counter().count() - before).isEqualTo(350);
  }

  private double stuck(String topic) {
    Gauge gauge = metrics.find("aiw3.outbox.stuck.keys").tag("topic", topic).gauge();
    return gauge == null ? -1 : gauge.value();
  }

  private static String waiting(String topic) {
    return query("SELECT COUNT(*) FROM outbox WHERE aggregatetype = '" + topic + "'").get(0);
  }

  private static List<String> published(String topic) {
    return kafka.readAll(topic).stream()
        .map(m -> m.key() + " " + (m.value().length() > 100 ? "long" : m.value()))
        .toList();
  }

  private static List<Integer> lengths(String topic, String key) {
    return kafka.readAll(topic).stream()
        .filter(m -> m.key().equals(key))
        .map(m -> m.value().length())
        .toList();
  }

  private static String insert(String topic, String key, String payload) {
    return "INSERT INTO outbox (id, aggregatetype, aggregateid, type, source, time, schemaversion,"
        + " payload, bytes) VALUES (UUID(), '%s', %s, 'test', '/test', UTC_TIMESTAMP(3), '1', %s, 10)"
            .formatted(topic, key, payload);
  }

  /** In one transaction, so that the relay sees all of them at once. */
  private static void execute(String... statements) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private static void create(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void set(String topic, String name, String value) throws Exception {
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(
                      new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafkaBootstrapServers()));
  }
}
