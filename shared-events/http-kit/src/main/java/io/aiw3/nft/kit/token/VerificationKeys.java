package io.aiw3.nft.kit.token;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The public keys of one text: a PEM key, a PEM certificate, a JWK or a JWKS. Keys for another
 * algorithm than the configured one, and for encryption, are left out.
 */
public final class VerificationKeys implements VerificationKeyResolver {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final VerificationKeyResolver keys;
  private final Set<String> ids;

  private VerificationKeys(VerificationKeyResolver keys, Set<String> ids) {
    this.keys = keys;
    this.ids = ids;
  }

  /**
   * @param algorithm RS256 or ES256
   * @throws IllegalArgumentException if the text has no key for the algorithm
   */
  public static VerificationKeys of(String text, String algorithm) {
    String content = text.strip();
    return content.startsWith("{") ? ofJson(content, algorithm) : ofPem(content, algorithm);
  }

  /** Whether a token of this key id can be verified; one without an id may be. */
  public boolean mayVerify(String keyId) {
    return keyId == null || ids.isEmpty() || ids.contains(keyId);
  }

  @Override
  public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nested)
      throws UnresolvableKeyException {
    if (!mayVerify(signature.getKeyIdHeaderValue())) {
      throw new UnresolvableKeyException("the key is not known");
    }
    return keys.resolveKey(signature, nested);
  }

  private static VerificationKeys ofJson(String text, String algorithm) {
    try {
      Map<String, Object> json = JsonUtil.parseJson(text);
      List<JsonWebKey> all =
          json.containsKey("kty")
              ? List.of(JsonWebKey.Factory.newJwk(json))
              : new JsonWebKeySet(text).getJsonWebKeys();
      List<JsonWebKey> usable = all.stream().filter(key -> isFor(key, algorithm)).toList();
      if (usable.isEmpty()) {
        throw new IllegalArgumentException("the JWKS has no key for " + algorithm);
      }
      JwksVerificationKeyResolver keys = new JwksVerificationKeyResolver(usable);
      // Tokens without a key id are tried with each key.
      keys.setDisambiguateWithVerifySignature(true);
      return new VerificationKeys(
          keys,
          usable.stream()
              .map(JsonWebKey::getKeyId)
              .filter(id -> id != null)
              .collect(Collectors.toUnmodifiableSet()));
    } catch (JoseException e) {
      throw new IllegalArgumentException("neither a PEM key nor a JWKS", e);
    }
  }

  private static boolean isFor(JsonWebKey key, String algorithm) {
    return typeFor(algorithm).equals(key.getKeyType())
        && (key.getUse() == null || key.getUse().equals("sig"))
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
  }

  private static String typeFor(String algorithm) {
    return algorithm.startsWith("ES") ? "EC" : "RSA";
  }

  private static VerificationKeys ofPem(String text, String algorithm) {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new IllegalArgumentException("neither a PEM key nor a JWKS");
    }
    try {
      Key key =
          pem.group(1).equals("CERTIFICATE")
              ? CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.group().getBytes(StandardCharsets.US_ASCII)))
                  .getPublicKey()
              : KeyFactory.getInstance(typeFor(algorithm))
                  .generatePublic(
                      new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2))));
      return new VerificationKeys((signature, nested) -> key, Set.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the PEM has no public key for " + algorithm, e);
    }
  }
}
