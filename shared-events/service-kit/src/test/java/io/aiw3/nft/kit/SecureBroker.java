package io.aiw3.nft.kit;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.Ports;
import io.aiw3.nft.infrastructure.SecureListener;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker with TLS and passwords, and the settings of {@code security.md} that fit it. */
public class SecureBroker implements QuarkusTestResourceLifecycleManager {
  static final String USER = "badge-service";
  static final String PASSWORD = "of-the-badge-service";
  static final String STORE_PASSWORD = "changeit";

  private static KafkaBroker broker;
  private static SecureListener listener;
  private static Path trusted;

  @Override
  public int order() {
    return 1; // after the other servers, whose broker this one takes the place of
  }

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory("secure-kafka");
      Path keys = directory.resolve("broker.p12");
      trusted = directory.resolve("trusted.p12");
      makeStores(keys, trusted);
      listener = new SecureListener(Ports.free(), keys, STORE_PASSWORD, USER, PASSWORD);
      broker =
          new KafkaBroker(
              directory.resolve("data"), directory.resolve("log"), 0, Optional.of(listener));
      broker.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "kafka.bootstrap.servers",
        listener.bootstrapServers(),
        "KAFKA_SECURITY_PROTOCOL",
        SecureListener.PROTOCOL,
        "KAFKA_SSL_TRUSTSTORE_LOCATION",
        trusted.toString(),
        "KAFKA_SSL_TRUSTSTORE_PASSWORD",
        STORE_PASSWORD,
        "KAFKA_SASL_MECHANISM",
        SecureListener.MECHANISM,
        "KAFKA_SASL_JAAS_CONFIG",
        SecureListener.login(USER, PASSWORD));
  }

  /** The same broker for a test's own use, without TLS. */
  static String openAddress() {
    return broker.bootstrapServers();
  }

  static String secureAddress() {
    return listener.bootstrapServers();
  }

  static Path trusted() {
    return trusted;
  }

  private static void makeStores(Path keys, Path trusted) throws IOException {
    Path certificate = keys.resolveSibling("broker.pem");
    keytool(
        "-genkeypair -alias broker -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -validity"
            + " 2",
        keys);
    keytool("-exportcert -rfc -alias broker -file " + certificate, keys);
    keytool("-importcert -noprompt -alias broker -file " + certificate, trusted);
  }

  private static void keytool(String arguments, Path store) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(
        List.of(
            "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    Path said = store.resolveSibling("keytool.log");
    try {
      int end =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start()
              .waitFor();
      if (end != 0) {
        throw new IOException("keytool ended with " + end + ": " + Files.readString(said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
  }
}
