package io.aiw3.nft.upgrade;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** An owner's key pair, and what is signed with it; the same bytes have the same signature. */
public final class Owner {
  private static final int KEY = 32;
  private static final int SIGNATURE = 64;

  private final KeyPair keys;

  public Owner() {
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The 32 bytes of the address. */
  public byte[] key() {
    byte[] encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length);
  }

  /** Puts the owner's signature in its place, the second of those that the transaction has. */
  public byte[] sign(byte[] transaction) {
    int message = 1 + transaction[0] * SIGNATURE;
    byte[] signed = transaction.clone();
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(keys.getPrivate());
      signer.update(transaction, message, transaction.length - message);
      System.arraycopy(signer.sign(), 0, signed, 1 + SIGNATURE, SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return signed;
  }
}
