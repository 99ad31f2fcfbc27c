package io.aiw3.nft.solana;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import org.p2p.solanaj.utils.TweetNaclFast;

/** Ed25519 on raw bytes, by the JDK: several times as fast as solanaj's own. */
public final class Ed25519 {
  public static final int SEED_LENGTH = 32;
  public static final int KEY_LENGTH = 32;
  public static final int SIGNATURE_LENGTH = 64;
  private static final String ALGORITHM = "Ed25519";

  private Ed25519() {}

  /** The public half of a seed. */
  public static byte[] publicKey(byte[] seed) {
    return TweetNaclFast.Signature.keyPair_fromSeed(seed).getPublicKey();
  }

  /**
   * @return 64 bytes
   */
  public static byte[] sign(byte[] seed, byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with Ed25519", e);
    }
  }

  /** Whether the signature is of this key and message. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(decode(publicKey));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** RFC 8032, 5.1.3: y in little-endian order, the highest bit is the parity of x. */
  private static PublicKey decode(byte[] bytes) throws GeneralSecurityException {
    byte[] y = new byte[KEY_LENGTH];
    for (int i = 0; i < KEY_LENGTH; i++) {
      y[i] = bytes[KEY_LENGTH - 1 - i];
    }
    boolean oddX = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(oddX, new BigInteger(1, y))));
  }
}
