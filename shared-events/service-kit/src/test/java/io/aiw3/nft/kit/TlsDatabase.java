package io.aiw3.nft.kit;

import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Schema;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;

/** A MySQL that takes TLS only, and the settings of {@code security.md} that fit it. */
public class TlsDatabase implements QuarkusTestResourceLifecycleManager {
  static final Schema SCHEMA = Schema.of("badge");
  private static final String PASSWORD = "changeit";

  private MySqlServer server;

  @Override
  public int order() {
    return 1; // after the other servers, whose database this one takes the place of
  }

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory("tls-mysql");
      server =
          new MySqlServer(
              new MySqlSettings(
                  directory.resolve("data"),
                  directory.resolve("log"),
                  0,
                  false,
                  64,
                  List.of(MySqlServer.TLS_ONLY)));
      server.start();
      Path trusted = trustStore(directory.resolve("ca.p12"), server.authority());
      return Map.of(
          "quarkus.datasource.reactive.url",
          server.reactiveUrl(SCHEMA),
          "quarkus.datasource.reactive.mysql.ssl-mode",
          "verify-ca",
          "quarkus.datasource.reactive.trust-certificate-pem",
          "true",
          "quarkus.datasource.reactive.trust-certificate-pem.certs",
          server.authority().toString(),
          "quarkus.datasource.jdbc.url",
          url(trusted));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(Path trusted) {
    return "jdbc:mysql://127.0.0.1:"
        + server.port()
        + "/badge?connectionTimeZone=UTC&sslMode=VERIFY_CA&trustCertificateKeyStoreType=PKCS12"
        + "&trustCertificateKeyStoreUrl="
        + trusted.toUri()
        + "&trustCertificateKeyStorePassword="
        + PASSWORD;
  }

  private static Path trustStore(Path file, Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate);
        OutputStream out = Files.newOutputStream(file)) {
      store.setCertificateEntry(
          "mysql", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  @Override
  public void stop() {
    if (server != null) {
      try {
        server.close();
      } catch (UncheckedIOException e) {
        throw new IllegalStateException("MySQL with TLS did not stop", e);
      }
    }
  }
}
