package io.aiw3.nft.minting.signing;

import io.aiw3.nft.solana.SolanaKeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mint keys that derive from the request (solana.md §3): a second attempt at a request meets the
 * first one's address on the chain, and cannot mint twice.
 *
 * <p>The secret has versions and is not the signing key, so that both can be rotated; a request
 * keeps the version that it started with.
 */
public final class MintKeys {
  private static final int SHORTEST_SECRET = 32;
  private static final String ALGORITHM = "HmacSHA256";

  /** No request's name is this one. */
  private static final String FINGERPRINT = "fingerprint";

  private final Map<Integer, byte[]> secrets;
  private final int current;

  /**
   * @throws IllegalArgumentException if the current version has no secret, or one is too short
   */
  public MintKeys(Map<Integer, byte[]> secrets, int current) {
    if (!secrets.containsKey(current)) {
      throw new IllegalArgumentException("There is no derivation secret of version " + current);
    }
    this.secrets = new TreeMap<>();
    secrets.forEach(
        (version, secret) -> {
          if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                "The derivation secret of version " + version + " needs at least 32 bytes");
          }
          this.secrets.put(version, secret.clone());
        });
    this.current = current;
  }

  /** The version that new requests get. */
  public int currentVersion() {
    return current;
  }

  /** Those whose secrets are configured, oldest first. */
  public List<Integer> versions() {
    return List.copyOf(secrets.keySet());
  }

  /** Whether the secret of this version is configured. */
  public boolean knows(int version) {
    return secrets.containsKey(version);
  }

  /**
   * @param index 0, or one more for each address that another account had funded
   * @throws IllegalArgumentException if the version's secret is not configured
   */
  public SolanaKeyPair derive(int version, String requestId, int index) {
    byte[] secret = secrets.get(version);
    if (secret == null) {
      throw new IllegalArgumentException("There is no derivation secret of version " + version);
    }
    String name = "mint:v" + version + ":" + requestId + (index == 0 ? "" : ":" + index);
    return SolanaKeyPair.ofSeed(hmac(secret, name));
  }

  /**
   * What distinguishes each configured secret from any other one and reveals nothing about it, by
   * version: 64 hex digits.
   */
  public Map<Integer, String> fingerprints() {
    Map<Integer, String> fingerprints = new TreeMap<>();
    secrets.forEach(
        (version, secret) ->
            fingerprints.put(version, HexFormat.of().formatHex(hmac(secret, FINGERPRINT))));
    return fingerprints;
  }

  private static byte[] hmac(byte[] secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot compute " + ALGORITHM, e);
    }
  }
}
