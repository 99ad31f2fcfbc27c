package io.aiw3.nft.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Infrastructure that runs already and is used instead of a local one, from the environment.
 *
 * @param variables the process's environment
 */
record External(Map<String, String> variables) {
  /** {@code AIW3_KAFKA_BOOTSTRAP}: host:port, with commas. */
  Optional<String> kafkaBootstrap() {
    return value("AIW3_KAFKA_BOOTSTRAP");
  }

  /**
   * {@code AIW3_MYSQL_HOST}, with {@code AIW3_MYSQL_PORT} (3306): host:port. The schemas and users
   * exist there; passwords as {@link #mysqlPassword}.
   */
  Optional<String> mysqlAddress() {
    return value("AIW3_MYSQL_HOST")
        .map(host -> host + ":" + value("AIW3_MYSQL_PORT").orElse("3306"));
  }

  /** {@code AIW3_MYSQL_PASSWORD_BADGE} and so on. */
  Optional<String> mysqlPassword(String schema) {
    return value("AIW3_MYSQL_PASSWORD_" + schema.toUpperCase(Locale.ROOT));
  }

  /** {@code AIW3_REDIS_HOSTS}: as {@code quarkus.redis.hosts} takes them. */
  Optional<String> redisHosts() {
    return value("AIW3_REDIS_HOSTS");
  }

  /**
   * {@code AIW3_SOLANA_RPC}: URLs of nodes of one cluster, with commas, the best one first. {@code
   * AIW3_SOLANA_WS} is the first one's WebSocket, else one port above, as a validator has it.
   */
  Optional<List<String>> solanaRpcs() {
    return value("AIW3_SOLANA_RPC").map(urls -> List.of(urls.split("\\s*,\\s*")));
  }

  Optional<String> solanaWs() {
    return value("AIW3_SOLANA_WS")
        .or(() -> solanaRpcs().map(urls -> webSocketOf(URI.create(urls.get(0)))));
  }

  private static String webSocketOf(URI rpc) {
    String port = rpc.getPort() < 0 ? "" : ":" + (rpc.getPort() + 1);
    String path = rpc.getRawPath() == null ? "" : rpc.getRawPath();
    return rpc.getScheme().replaceFirst("^http", "ws") + "://" + rpc.getHost() + port + path;
  }

  /** {@code AIW3_SOLANA_WALLET}: a funded wallet, as Solana's command line writes its key. */
  Optional<Path> solanaWallet() {
    return value("AIW3_SOLANA_WALLET").map(Path::of);
  }

  /** {@code AIW3_PINATA_API}, with {@code AIW3_PINATA_GATEWAY} and {@code AIW3_PINATA_TOKEN}. */
  Optional<String> pinataApi() {
    return value("AIW3_PINATA_API");
  }

  Optional<String> pinataGateway() {
    return value("AIW3_PINATA_GATEWAY");
  }

  Optional<String> pinataToken() {
    return value("AIW3_PINATA_TOKEN");
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
