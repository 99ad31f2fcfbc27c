package io.aiw3.nft.kit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeySourceTest {
  private static String keys;

  private volatile String padding = "";
  private HttpServer issuer;
  private KeySource source;

  @BeforeAll
  static void makeKeys() throws JoseException {
    keys = new JsonWebKeySet(RsaJwkGenerator.generateJwk(2048)).toJson();
  }

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write((keys + padding).getBytes(StandardCharsets.UTF_8));
          } catch (IOException cutOff) {
            // As it should be.
          }
        });
    issuer.start();
    source =
        KeySource.of("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks").orElseThrow();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void anAddressIsReadAsItIs() throws IOException {
    assertThat(source.read()).isEqualTo(keys);
  }

  @Test
  void anIssuerThatSendsTooMuchIsCutOff() {
    padding = " ".repeat(1024 * 1024);

    assertThatThrownBy(source::read).isInstanceOf(IOException.class);
  }
}
