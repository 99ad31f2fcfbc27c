package io.aiw3.nft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** Bearer tokens that the services under measurement accept; the key lives as long as this run. */
public final class Tokens {
  private static final KeyPair KEYS = keys();

  private Tokens() {}

  /** Token of a user with the role {@code user}, good for an hour. */
  public static String user(int id) {
    return user(id, "", KEYS.getPrivate());
  }

  /**
   * The same from another issuer of tokens.
   *
   * @param wallet base58; empty: the token names none
   */
  public static String user(int id, String wallet, PrivateKey key) {
    long now = Instant.now().getEpochSecond();
    String claim = wallet.isEmpty() ? "" : "\"wallet\":\"%s\",".formatted(wallet);
    String payload =
        ("{\"iss\":\"https://aiw3.io\",\"aud\":\"aiw3-nft\",\"sub\":\"%d\",%s"
                + "\"groups\":[\"user\"],\"iat\":%d,\"exp\":%d,\"jti\":\"bench-%d\"}")
            .formatted(id, claim, now, now + 3600, id);
    String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(payload);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path publicKey(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("jwt.pem"),
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(KEYS.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
