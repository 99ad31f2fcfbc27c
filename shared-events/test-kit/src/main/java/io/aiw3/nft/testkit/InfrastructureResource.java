package io.aiw3.nft.testkit;

import io.aiw3.nft.infrastructure.Schema;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a service under test its MySQL schema, Kafka and Redis. It runs with the rights that a
 * service has in production and no more; its migrations have the owner's.
 *
 * <p>The servers start with the first test class that needs them and are shared by all of the JVM,
 * so a test uses users, wallets and keys of its own. Usage: {@code @QuarkusTestResource(value =
 * InfrastructureResource.class, initArgs = @ResourceArg(name = "schema", value = "badge"))}.
 */
public final class InfrastructureResource implements QuarkusTestResourceLifecycleManager {
  private Schema schema;

  @Override
  public void init(Map<String, String> initArgs) {
    String name = initArgs.get("schema");
    if (name == null) {
      throw new IllegalArgumentException(
          "InfrastructureResource needs the init argument schema: qualification, badge, minting or"
              + " upgrade");
    }
    schema = Schema.of(name);
  }

  @Override
  public Map<String, String> start() {
    TestInfrastructure.start();
    return Map.of(
        "kafka.bootstrap.servers", TestInfrastructure.kafkaBootstrapServers(),
        "quarkus.datasource.reactive.url", TestInfrastructure.reactiveUrl(schema),
        "quarkus.datasource.jdbc.url", TestInfrastructure.jdbcUrl(schema),
        "quarkus.datasource.username", schema.serviceUser(),
        "quarkus.datasource.password", schema.servicePassword(),
        "aiw3.migration.username", schema.user(),
        "aiw3.migration.password", schema.password(),
        "quarkus.redis.hosts", TestInfrastructure.redisHosts());
  }

  /** The servers serve the next test class too; they end with the JVM. */
  @Override
  public void stop() {}
}
