package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Jobs that migrate: of each service, with a user of its own, from the service's own image. */
class MigrationJobIT {
  @TempDir private static Path folder;

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void everyServiceHasOneWithAUserOfItsOwn(Overlay overlay) {
    List<JsonNode> jobs = overlay.jobs("migration");
    assertThat(jobs)
        .extracting(job -> job.at("/metadata/name").asText())
        .containsExactlyInAnyOrderElementsOf(
            Repository.SERVICES.stream().map(service -> "migrate-" + service).toList());
    for (JsonNode job : jobs) {
      String service = job.at("/metadata/name").asText().replace("migrate-", "");
      String schema = Repository.SCHEMAS.get(service);
      JsonNode deployment = overlay.find("Deployment", service);
      assertThat(Overlay.container(job).path("image"))
          .isEqualTo(Overlay.container(deployment).path("image"));
      assertThat(value(overlay, job, "AIW3_MIGRATION_URL"))
          .isEqualTo(value(overlay, deployment, "QUARKUS_DATASOURCE_JDBC_URL"));
      assertThat(value(overlay, job, "AIW3_MIGRATION_USERNAME")).isEqualTo(schema);
      assertThat(
              overlay
                  .environment(job)
                  .get("AIW3_MIGRATION_PASSWORD")
                  .at("/valueFrom/secretKeyRef/name")
                  .asText())
          .isEqualTo(service + "-migration");
      assertThat(value(overlay, deployment, "QUARKUS_DATASOURCE_USERNAME"))
          .isEqualTo(schema + "-service");
      assertThat(value(overlay, deployment, "AIW3_MIGRATION_AT_START")).isEqualTo("false");
      assertThat(job.at("/spec/suspend").asBoolean()).isTrue();
    }
  }

  /** The command of the manifest, with the service as the build left it. */
  @Test
  void theJobMigratesAnEmptySchema() throws Exception {
    JsonNode job = Overlay.render("production").find("CronJob", "migrate-badge-service");
    String app = Repository.ROOT.resolve("badge-service/target/quarkus-app").toString();
    List<String> command = new ArrayList<>();
    Overlay.container(job)
        .path("command")
        .forEach(word -> command.add(word.asText().replace("/app/", app + "/")));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    MySqlServer mysql =
        new MySqlServer(
            MySqlSettings.relaxed(folder.resolve("mysql"), folder.resolve("mysql.log")));
    mysql.start();
    try {
      assertThat(run(command, mysql)).isZero();
      assertThat(run(command, mysql)).as("again").isZero();
      try (Connection service = mysql.serviceConnection(Schema.BADGE);
          Statement statement = service.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT COUNT(*), (SELECT COUNT(*) FROM badge) FROM flyway_schema_history"
                      + " WHERE success")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isPositive();
      }
    } finally {
      mysql.kill();
    }
  }

  private static int run(List<String> command, MySqlServer mysql) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("AIW3_MIGRATION_URL", mysql.jdbcUrl(Schema.BADGE));
    builder.environment().put("AIW3_MIGRATION_USERNAME", Schema.BADGE.user());
    builder.environment().put("AIW3_MIGRATION_PASSWORD", Schema.BADGE.password());
    return builder.start().waitFor();
  }

  private static String value(Overlay overlay, JsonNode workload, String variable) {
    return overlay.environment(workload).get(variable).path("value").asText();
  }
}
