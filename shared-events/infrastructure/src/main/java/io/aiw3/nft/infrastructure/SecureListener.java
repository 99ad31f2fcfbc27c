package io.aiw3.nft.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A listener of a {@link KafkaBroker} as production has it: TLS, and a user with a password
 * (SCRAM-SHA-512).
 *
 * @param port on 127.0.0.1
 * @param keyStore PKCS12 with the broker's key and certificate
 * @param keyStorePassword of the store and of the key
 * @param user the one user that may log in
 * @param password of the user
 */
public record SecureListener(
    int port, Path keyStore, String keyStorePassword, String user, String password) {
  private static final ScramCredentialInfo SCRAM =
      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);

  /** What {@code security.protocol} of a client has to be. */
  public static final String PROTOCOL = "SASL_SSL";

  /** What {@code sasl.mechanism} of a client has to be. */
  public static final String MECHANISM = "SCRAM-SHA-512";

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** What {@code sasl.jaas.config} of a client has to be. */
  public static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  String address() {
    return ",SECURE://" + bootstrapServers();
  }

  String configuration() {
    return """
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL
    inter.broker.listener.name=PLAINTEXT
    listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
    listener.name.secure.ssl.keystore.type=PKCS12
    listener.name.secure.ssl.keystore.location=%s
    listener.name.secure.ssl.keystore.password=%s
    listener.name.secure.ssl.key.password=%s
    """
        .formatted(keyStore.toAbsolutePath(), keyStorePassword, keyStorePassword);
  }

  void createUser(Admin admin) {
    try {
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(user, SCRAM, password)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take the user " + user, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
