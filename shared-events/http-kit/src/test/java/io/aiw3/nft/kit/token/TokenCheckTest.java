package io.aiw3.nft.kit.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
  private static final TokenCheck CHECK =
      new TokenCheck("https://aiw3.io", Set.of("aiw3-nft", "more"), Set.of("RS256"));
  private static RsaJsonWebKey key;
  private static VerificationKeys keys;

  @BeforeAll
  static void makeKey() throws JoseException {
    key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("first");
    keys = VerificationKeys.of(new JsonWebKeySet(key).toJson(), "RS256");
  }

  @ParameterizedTest
  @CsvSource({
    "iat, 2, true",
    "iat, 20, true",
    "iat, 55, true",
    "iat, 65, false",
    "iat, -1000000, true",
    "nbf, 2, true",
    "nbf, 55, true",
    "nbf, 65, false",
    "nbf, -1000000, true",
    "exp, -2, true",
    "exp, -55, true",
    "exp, -61, false",
    "exp, 1000000, true"
  })
  void timesHaveALeewayOfAMinute(String claim, long ahead, boolean accepted) throws Exception {
    assertThat(accepts(claim, seconds() + ahead)).isEqualTo(accepted);
  }

  @Test
  void timesMayHaveFractions() throws Exception {
    assertThat(accepts("exp", seconds() + 600.25)).isTrue();
    assertThat(accepts("iat", seconds() - 1.5)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "nbf", "iat"})
  void aTimeThatIsNoNumberIsRefused(String claim) throws Exception {
    for (Object value : List.of("2000000000", "soon", true, List.of(1), Map.of("a", 1))) {
      assertThat(accepts(claim, value)).as("%s", value).isFalse();
    }
  }

  @Test
  void timesAtTheEdgesOfNumbersAreJudgedToo() throws Exception {
    assertThat(accepts("exp", Long.MAX_VALUE)).isTrue();
    assertThat(accepts("exp", Long.MIN_VALUE)).isFalse();
    assertThat(accepts("nbf", Long.MAX_VALUE)).isFalse();
    assertThat(accepts("iat", Long.MAX_VALUE)).isFalse();
    assertThat(accepts("exp", new java.math.BigInteger("9".repeat(40)))).isIn(true, false);
  }

  @Test
  void withoutAnEndItIsRefused() throws Exception {
    assertThat(accepts("exp", null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "36, true", "81, true", "255, true", "256, false"})
  void theSubjectHasUpTo255Characters(int length, boolean accepted) throws Exception {
    assertThat(accepts("sub", "a".repeat(length))).isEqualTo(accepted);
  }

  @Test
  void aSubjectThatIsNoTextIsRefused() throws Exception {
    for (Object value : List.of(7, true, List.of("7"), "a\nb", "a\0")) {
      assertThat(accepts("sub", value)).as("%s", value).isFalse();
    }
    assertThat(accepts("sub", null)).isFalse();
  }

  @Test
  void issuerAndAudienceMustFit() throws Exception {
    assertThat(accepts("iss", "https://elsewhere.example")).isFalse();
    assertThat(accepts("iss", null)).isFalse();
    assertThat(accepts("aud", "another")).isFalse();
    assertThat(accepts("aud", null)).isFalse();
    assertThat(accepts("aud", 7)).isFalse();
    assertThat(accepts("aud", List.of("another", "more"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b.c.d.e", "e30.e30.", "null", "\u0000"})
  void whatIsNoTokenIsRefused(String token) {
    assertThat(accepts(token)).isFalse();
  }

  @Test
  void aPayloadThatIsNoObjectIsRefused() throws Exception {
    for (String payload : List.of("", "[]", "7", "null", "{", "{\"exp\":", "\"a\"")) {
      assertThat(accepts(sign(payload, "RS256", "first"))).as(payload).isFalse();
    }
  }

  @Test
  void anotherAlgorithmIsRefused() throws Exception {
    String payload = JsonUtil.toJson(claims());
    assertThat(accepts(sign(payload, "RS256", "first"))).isTrue();
    assertThat(accepts(sign(payload, "RS512", "first"))).isFalse();
    assertThat(accepts(sign(payload, "PS256", "first"))).isFalse();
    String none = part("{\"alg\":\"none\"}") + "." + part(payload) + ".";
    assertThat(accepts(none)).isFalse();
  }

  @Test
  void aKeyIdThatIsNotKnownIsRefusedAndNoneIsTriedWithAll() throws Exception {
    String payload = JsonUtil.toJson(claims());
    assertThat(accepts(sign(payload, "RS256", "second"))).isFalse();
    assertThat(accepts(sign(payload, "RS256", null))).isTrue();
  }

  @Test
  void keysOfAnotherKindInTheSetDisturbNobody() throws Exception {
    RsaJsonWebKey encrypts = RsaJwkGenerator.generateJwk(2048);
    encrypts.setUse("enc");
    PublicJsonWebKey curve = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    String set = new JsonWebKeySet(encrypts, curve, key).toJson(OutputControlLevel.PUBLIC_ONLY);
    String broken = set.replace("]}", ",{\"kty\":\"EC\",\"crv\":\"P-256\"},{\"kty\":\"X\"}]}");

    assertThat(VerificationKeys.of(broken, "RS256").mayVerify("first")).isTrue();
    assertThat(VerificationKeys.of(broken, "ES256").mayVerify("first")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"keys\":[]}", "<html>", "-----BEGIN PUBLIC KEY-----", "[]"})
  void whatIsNoKeyIsSaid(String text) {
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKeys.of(text, "RS256"));
  }

  private static long seconds() {
    return System.currentTimeMillis() / 1000;
  }

  private static boolean accepts(String claim, Object value) throws JoseException {
    Map<String, Object> claims = claims();
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
    return accepts(sign(JsonUtil.toJson(claims), "RS256", "first"));
  }

  private static boolean accepts(String token) {
    try {
      CHECK.verify(token, keys);
      return true;
    } catch (InvalidJwtException e) {
      return false;
    }
  }

  private static Map<String, Object> claims() {
    return new LinkedHashMap<>(
        new HashMap<>(
            Map.of(
                "iss", "https://aiw3.io", "aud", "aiw3-nft", "sub", "7", "exp", seconds() + 600)));
  }

  private static String sign(String payload, String algorithm, String keyId) throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(payload);
    signature.setKey(key.getPrivateKey());
    if (keyId != null) {
      signature.setKeyIdHeaderValue(keyId);
    }
    signature.setAlgorithmHeaderValue(algorithm);
    return signature.getCompactSerialization();
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
