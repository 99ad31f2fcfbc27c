package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.net.JksOptions;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.mysqlclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Both clients of the database, the services' pool and the migrations' JDBC, over TLS. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"),
    restrictToAnnotatedClass = true)
@QuarkusTestResource(value = TlsDatabase.class, restrictToAnnotatedClass = true)
class MySqlTlsIT {
  private static final String CIPHER = "SHOW STATUS LIKE 'Ssl_cipher'";

  @Inject Pool pool;
  @Inject DataSource jdbc;
  @Inject Vertx vertx;

  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String reactiveUrl;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jdbcUrl;

  @Test
  void thePoolSpeaksTls() throws Exception {
    Row row =
        pool.query(CIPHER)
            .execute()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .iterator()
            .next();

    assertThat(row.getString(1)).startsWith("TLS_");
  }

  @Test
  void theMigrationsRanOverTls() throws SQLException {
    try (Connection connection = jdbc.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet cipher = statement.executeQuery(CIPHER)) {
        assertThat(cipher.next()).isTrue();
        assertThat(cipher.getString(2)).startsWith("TLS_");
      }
      try (ResultSet table = statement.executeQuery("SELECT COUNT(*) FROM outbox")) {
        assertThat(table.next()).isTrue();
      }
    }
  }

  @Test
  void thePoolIsRefusedWithoutTls() {
    assertThatThrownBy(() -> connect(options().setSslMode(SslMode.DISABLED)))
        .hasMessageContaining("require_secure_transport");
  }

  @Test
  void aServerOfAnotherAuthorityIsRefusedByThePool() {
    JksOptions others =
        new JksOptions()
            .setPath(System.getProperty("java.home") + "/lib/security/cacerts")
            .setPassword("changeit");

    assertThatThrownBy(
            () -> connect(options().setSslMode(SslMode.VERIFY_CA).setTrustOptions(others)))
        .hasStackTraceContaining("unable to find valid certification path");
  }

  @Test
  void jdbcIsRefusedWithoutTlsAndByAnotherAuthority() {
    String server = jdbcUrl.substring(0, jdbcUrl.indexOf('?'));

    assertThatThrownBy(
            () -> login(server + "?sslMode=DISABLED&allowPublicKeyRetrieval=true").close())
        .hasMessageContaining("require_secure_transport");
    assertThatThrownBy(() -> login(server + "?sslMode=VERIFY_CA").close())
        .hasStackTraceContaining("CertPath");
  }

  private static Connection login(String url) throws SQLException {
    return DriverManager.getConnection(
        url, TlsDatabase.SCHEMA.user(), TlsDatabase.SCHEMA.password());
  }

  private MySQLConnectOptions options() {
    return MySQLConnectOptions.fromUri(reactiveUrl.replace("vertx-reactive:", ""))
        .setUser(TlsDatabase.SCHEMA.user())
        .setPassword(TlsDatabase.SCHEMA.password());
  }

  private MySQLConnection connect(MySQLConnectOptions options) throws Exception {
    return MySQLConnection.connect(vertx, options)
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
