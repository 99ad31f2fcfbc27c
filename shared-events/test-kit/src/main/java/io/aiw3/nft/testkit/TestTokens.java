package io.aiw3.nft.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bearer tokens for tests, signed with a key that lives as long as the test run. As a test resource
 * it gives the service the public key.
 */
public class TestTokens implements QuarkusTestResourceLifecycleManager {
  /** Test resources and tests may be loaded by different class loaders; properties are shared. */
  private static final String PRIVATE_KEY = "testkit.private-key";

  private static final String PUBLIC_KEY = "testkit.public-key";

  @Override
  public Map<String, String> start() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      System.setProperty(PRIVATE_KEY, base64(pair.getPrivate().getEncoded()));
      System.setProperty(PUBLIC_KEY, base64(pair.getPublic().getEncoded()));
      return Map.of(
          "mp.jwt.verify.publickey",
          "-----BEGIN PUBLIC KEY-----"
              + base64(pair.getPublic().getEncoded())
              + "-----END PUBLIC KEY-----");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    System.clearProperty(PRIVATE_KEY);
    System.clearProperty(PUBLIC_KEY);
  }

  /** A token of an ordinary user with a wallet. */
  public static String user(int userId, String wallet) {
    return token(Integer.toString(userId), wallet, "user");
  }

  /** A token without a wallet, for example of an administrator. */
  public static String withRoles(int userId, String... roles) {
    return token(Integer.toString(userId), null, roles);
  }

  /** A token of a competition manager who is given these competitions. */
  public static String manager(int userId, String... competitions) {
    return claims(Integer.toString(userId), "competition_manager")
        .claim("competitions", List.of(competitions))
        .expiresIn(3600)
        .sign(privateKey());
  }

  /** A token with any subject; {@code wallet} may be null. Managers have every competition. */
  public static String token(String subject, String wallet, String... roles) {
    JwtClaimsBuilder claims = claims(subject, roles);
    if (Set.of(roles).contains("competition_manager")) {
      claims.claim("competitions", List.of("*"));
    }
    if (wallet != null) {
      claims.claim("wallet", wallet);
    }
    return claims.expiresIn(3600).sign(privateKey());
  }

  private static JwtClaimsBuilder claims(String subject, String... roles) {
    return Jwt.issuer("https://aiw3.io")
        .audience("aiw3-nft")
        .subject(subject)
        .groups(Set.of(roles));
  }

  /** The key that signs, for tests that make wrong tokens. */
  public static PrivateKey privateKey() {
    try {
      byte[] bytes = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an attacker has who knows the public key and hopes that it is taken for a secret. */
  public static SecretKey publicKeyAsSecret() {
    return new SecretKeySpec(System.getProperty(PUBLIC_KEY).getBytes(US_ASCII), "HmacSHA256");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
