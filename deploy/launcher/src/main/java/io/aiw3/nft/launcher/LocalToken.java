package io.aiw3.nft.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A token as the platform would issue it, for the local suite.
 *
 * @param userId the platform's integer id
 * @param wallet wallet address; empty for none
 * @param roles user, service, admin, competition_manager
 */
record LocalToken(String userId, String wallet, List<String> roles) {
  static final String ISSUER = "https://aiw3.io";
  static final String AUDIENCE = "aiw3-nft";
  private static final String COMPETITION_MANAGER = "competition_manager";
  private static final Duration VALID = Duration.ofHours(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The signed token (RS256) in compact form. */
  String sign(PrivateKey key, Instant now) {
    ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT");
    ObjectNode claims =
        JSON.createObjectNode()
            .put("iss", ISSUER)
            .put("aud", AUDIENCE)
            .put("sub", userId)
            .put("jti", UUID.randomUUID().toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(VALID).getEpochSecond());
    if (!wallet.isEmpty()) {
      claims.put("wallet", wallet);
    }
    roles.forEach(claims.putArray("groups")::add);
    if (roles.contains(COMPETITION_MANAGER)) {
      claims.putArray("competitions").add("*");
    }
    try {
      String signed =
          part(JSON.writeValueAsBytes(header)) + "." + part(JSON.writeValueAsBytes(claims));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + part(signature.sign());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
