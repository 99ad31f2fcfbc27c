package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An issuer with one RSA key. */
record TokenMaker(String keyId, KeyPair pair) {
  static TokenMaker named(String keyId) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new TokenMaker(keyId, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonObject claims(String subject) {
    return new JsonObject()
        .put("iss", "https://aiw3.io")
        .put("aud", "aiw3-nft")
        .put("sub", subject)
        .put("exp", Instant.now().getEpochSecond() + 600);
  }

  static String jwks(TokenMaker... makers) {
    JsonArray keys = new JsonArray();
    Arrays.stream(makers).map(TokenMaker::jwk).forEach(keys::add);
    return new JsonObject().put("keys", keys).encode();
  }

  String user(String subject) {
    return sign(claims(subject));
  }

  String sign(JsonObject claims) {
    return sign(new JsonObject().put("alg", "RS256").put("kid", keyId), claims);
  }

  String sign(JsonObject header, JsonObject claims) {
    try {
      String signed = part(header) + "." + part(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String part(JsonObject json) {
    return base64(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private JsonObject jwk() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new JsonObject()
        .put("kty", "RSA")
        .put("kid", keyId)
        .put("n", number(key.getModulus()))
        .put("e", number(key.getPublicExponent()));
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    return base64(Arrays.copyOfRange(bytes, skip, bytes.length));
  }
}
