package io.aiw3.nft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.infrastructure.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SharedInfrastructureIT {
  @Test
  void theResourceNamesTheSchemaOfTheService() throws SQLException {
    // Given
    InfrastructureResource resource = new InfrastructureResource();
    resource.init(Map.of("schema", "badge"));

    // When
    Map<String, String> config = resource.start();

    // Then
    assertThat(config)
        .containsEntry("quarkus.datasource.username", "badge-service")
        .containsEntry("kafka.bootstrap.servers", TestInfrastructure.kafkaBootstrapServers())
        .containsEntry("quarkus.redis.hosts", TestInfrastructure.redisHosts());
    assertThat(config.get("quarkus.datasource.reactive.url"))
        .matches("vertx-reactive:mysql://.+:\\d+/" + TestInfrastructure.database(Schema.BADGE));
    try (Connection connection =
        DriverManager.getConnection(
            config.get("quarkus.datasource.jdbc.url"),
            config.get("quarkus.datasource.username"),
            config.get("quarkus.datasource.password"))) {
      assertThat(connection.getCatalog()).isEqualTo(TestInfrastructure.database(Schema.BADGE));
    }
  }

  @Test
  void aServiceMayTouchItsOwnSchemaOnly() throws SQLException {
    // Given
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        Statement statement = connection.createStatement()) {
      // When, then
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "CREATE TABLE "
                          + TestInfrastructure.database(Schema.MINTING)
                          + ".foreign_table (id INT)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("denied");
    }
  }

  @Test
  void theProbeReadsWhatItWroteHeadersAndTombstonesIncluded() {
    try (KafkaProbe probe = KafkaProbe.ofTestInfrastructure()) {
      // Given
      String key = UUID.randomUUID().toString();

      // When
      probe.send("users", key, "first", Map.of("ce_type", "user.changed"));
      probe.send("users", key, null);

      // Then
      List<ConsumerRecord<String, String>> found =
          probe.awaitCount("users", message -> key.equals(message.key()), 2);
      assertThat(found).extracting(ConsumerRecord::value).containsExactly("first", null);
      assertThat(KafkaProbe.header(found.get(0), "ce_type")).contains("user.changed");
      assertThat(probe.readAll("users"))
          .filteredOn(message -> key.equals(message.key()))
          .extracting(ConsumerRecord::value)
          .containsExactly("first", null);
    }
  }

  @Test
  void everyServerComesBackFromAKill() throws SQLException {
    // Given
    try (KafkaProbe probe = KafkaProbe.ofTestInfrastructure()) {
      String key = UUID.randomUUID().toString();
      probe.send("trades", key, "before the kill");

      // When
      for (TestServer server :
          List.of(
              TestInfrastructure.mysql(), TestInfrastructure.kafka(), TestInfrastructure.redis())) {
        server.kill();
        server.start();
      }

      // Then
      assertThat(probe.await("trades", message -> key.equals(message.key())).value())
          .isEqualTo("before the kill");
      try (Connection connection = TestInfrastructure.adminConnection()) {
        assertThat(connection.isValid(5)).isTrue();
      }
      TestInfrastructure.flushRedis();
    }
  }
}
