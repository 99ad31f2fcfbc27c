package io.aiw3.nft.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.kit.token.KeySource;
import io.aiw3.nft.kit.token.TokenKeys;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static RsaJsonWebKey first;
  private static RsaJsonWebKey second;

  @TempDir Path directory;
  private TokenKeys keys;
  private VerifiedTokens tokens;

  @BeforeAll
  static void makeKeys() throws JoseException {
    first = key("first");
    second = key("second");
  }

  @AfterEach
  void stop() {
    if (keys != null) {
      keys.stop();
    }
  }

  @Test
  void aTokenOfANewKeyIsAcceptedOnceTheKeysWereFetchedAgain() throws Exception {
    try (KeyHost host = new KeyHost(jwks(first))) {
      verifyWith(new KeySource.Remote(host.address()), SELDOM, SOON);
      assertThat(accepts(token(first))).isTrue();

      host.keys = jwks(first, second);

      String fresh = token(second);
      Awaitility.await().until(() -> accepts(fresh));
      assertThat(accepts(token(first))).isTrue();
    }
  }

  @Test
  void aFloodOfUnknownKeysCausesOneFetch() throws Exception {
    try (KeyHost host = new KeyHost(jwks(first))) {
      verifyWith(new KeySource.Remote(host.address()), SELDOM, Duration.ofSeconds(5));
      String stranger = token(second);

      for (int i = 0; i < 1_000; i++) {
        assertThat(accepts(stranger)).isFalse();
      }

      // The one at the start, and one for all of them.
      Awaitility.await().until(() -> host.fetches.get() >= 2);
      assertThat(host.fetches.get()).isEqualTo(2);
    }
  }

  @Test
  void aKeyThatLeftTheSetIsRefusedAndItsTokensAreForgotten() throws Exception {
    try (KeyHost host = new KeyHost(jwks(first, second))) {
      verifyWith(new KeySource.Remote(host.address()), SOON, SOON);
      String old = token(first);
      assertThat(accepts(old)).isTrue();

      host.keys = jwks(second);

      Awaitility.await().until(() -> !accepts(old));
      assertThat(accepts(token(second))).isTrue();
    }
  }

  @Test
  void knownKeysStayInUseWhileTheirHostIsUnavailable() throws Exception {
    try (KeyHost host = new KeyHost(jwks(first))) {
      verifyWith(new KeySource.Remote(host.address()), SOON, SOON);
      host.status = 503;
      int before = host.fetches.get();
      Awaitility.await().until(() -> host.fetches.get() > before + 2);
      assertThat(accepts(token(first))).isTrue();

      host.status = 200;
      host.keys = "<html>maintenance</html>";
      int later = host.fetches.get();
      Awaitility.await().until(() -> host.fetches.get() > later + 2);
      assertThat(accepts(token(first))).isTrue();
    }
  }

  @Test
  void aHostThatWasUnavailableAtTheStartIsQueriedAgain() throws Exception {
    try (KeyHost host = new KeyHost(jwks(first))) {
      host.status = 503;
      verifyWith(new KeySource.Remote(host.address()), SELDOM, SOON);
      assertThat(accepts(token(first))).isFalse();

      host.status = 200;

      String token = token(first);
      Awaitility.await().until(() -> accepts(token));
    }
  }

  @Test
  void anotherAlgorithmThanThePinnedOneIsRefused() throws Exception {
    try (KeyHost host = new KeyHost(jwks(first))) {
      verifyWith(new KeySource.Remote(host.address()), SELDOM, SOON);

      assertThat(accepts(token(first, "RS512"))).isFalse();
    }
  }

  @Test
  void aChangedKeyFileIsPickedUp() throws Exception {
    Path file = Files.writeString(directory.resolve("keys.json"), jwks(first));
    verifyWith(KeySource.of(file.toUri().toString()).orElseThrow(), SELDOM, SOON);
    String old = token(first);
    String fresh = token(second);
    assertThat(accepts(old)).isTrue();
    assertThat(accepts(fresh)).isFalse();

    Files.writeString(file, jwks(second));

    Awaitility.await().until(() -> accepts(fresh) && !accepts(old));
  }

  @Test
  void aChangedPemFileIsPickedUpAndAnEmptyOneIsNot() throws Exception {
    Path file = Files.writeString(directory.resolve("key.pem"), pem(first));
    verifyWith(KeySource.of("file:" + file).orElseThrow(), SELDOM, SOON);
    String old = token(first);
    String fresh = token(second);
    assertThat(accepts(old)).isTrue();

    Files.writeString(file, "");
    Awaitility.await().pollDelay(SOON.multipliedBy(4)).until(() -> accepts(old));
    Files.writeString(file, "not a key");
    Awaitility.await().pollDelay(SOON.multipliedBy(4)).until(() -> accepts(token(first)));
    Files.writeString(file, pem(second));

    Awaitility.await().until(() -> accepts(fresh) && !accepts(old));
  }

  @Test
  void whatIsOnTheClassPathNeverChanges() {
    assertThat(KeySource.of("classpath:key.pem")).isEmpty();
  }

  private void verifyWith(KeySource source, Duration refresh, Duration pause) {
    keys = new TokenKeys(Optional.of(source), refresh, pause);
    RotatingVerifier verifier = new RotatingVerifier(keys);
    tokens = new VerifiedTokens(verifier, Duration.ofMinutes(1), Clock.systemUTC());
    keys.onChange(tokens::forget);
    keys.start();
  }

  private boolean accepts(String token) {
    JWTAuthContextInfo expected = new JWTAuthContextInfo();
    expected.setIssuedBy("https://aiw3.io");
    expected.setExpectedAudience(Set.of("aiw3-nft"));
    expected.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    try {
      return tokens.parse(token, expected).getSubject().equals("7");
    } catch (ParseException e) {
      return false;
    }
  }

  private static RsaJsonWebKey key(String id) throws JoseException {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId(id);
    return key;
  }

  private static String jwks(RsaJsonWebKey... keys) {
    return new JsonWebKeySet(Arrays.asList(keys)).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  private static String pem(RsaJsonWebKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String token(RsaJsonWebKey key) throws JoseException {
    return token(key, "RS256");
  }

  private static String token(RsaJsonWebKey key, String algorithm) throws JoseException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("https://aiw3.io");
    claims.setAudience("aiw3-nft");
    claims.setSubject("7");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(10);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(algorithm);
    return signature.getCompactSerialization();
  }
}
