package io.aiw3.nft.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code .local/run.json}: what a story, a test or a person needs to reach the running suite. */
final class RunFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final Addresses addresses;
  private final LocalKeys keys;

  RunFile(Path file, Addresses addresses, LocalKeys keys) {
    this.file = file;
    this.addresses = addresses;
    this.keys = keys;
  }

  /** Replaces the file; a reader sees the old or the new one, never a part. */
  synchronized void write(List<ChildSpec> children) {
    try {
      Path making = file.resolveSibling(file.getFileName() + ".making");
      JSON.writeValue(making.toFile(), content(children));
      Files.move(making, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode content(List<ChildSpec> children) {
    ObjectNode run = JSON.createObjectNode();
    run.put("gateway", addresses.gateway());
    ObjectNode services = run.putObject("services");
    addresses.services().forEach((name, urls) -> urls.forEach(services.withArray(name)::add));
    run.putObject("kafka").put("bootstrap", addresses.kafkaBootstrap());
    run.putObject("redis").put("hosts", addresses.redisHosts());
    ObjectNode mysql = run.putObject("mysql").put("address", addresses.mysql());
    ObjectNode schemas = mysql.putObject("schemas");
    for (Schema schema : Schema.values()) {
      schemas
          .putObject(schema.user())
          .put("jdbcUrl", MySqlServer.jdbcUrl(addresses.mysql(), schema.user()))
          .put("user", schema.user())
          .put("password", addresses.mysqlPasswords().get(schema));
    }
    run.putObject("chain").put("rpc", addresses.solanaRpc()).put("ws", addresses.solanaWs());
    run.putObject("ipfs")
        .put("api", addresses.pinataApi())
        .put("gateway", addresses.pinataGateway())
        .put("jwt", addresses.pinataToken());
    run.putObject("jwt")
        .put("privateKey", keys.jwtPrivate().toString())
        .put("publicKey", keys.jwtPublic().toString())
        .put("issuer", LocalToken.ISSUER)
        .put("audience", LocalToken.AUDIENCE);
    run.putObject("systemWallet")
        .put("address", keys.walletAddress())
        .put("keyFile", keys.wallet().toString());
    ObjectNode pids = run.putObject("pids").put("launcher", ProcessHandle.current().pid());
    ObjectNode logs = run.putObject("logs");
    for (ChildSpec child : children) {
      ChildProcess process = child.server().child();
      if (process != null) {
        pids.put(child.name(), process.pid());
        logs.put(child.name(), process.log().toString());
      }
    }
    return run;
  }
}
