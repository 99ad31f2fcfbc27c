package io.aiw3.nft.bench.saga;

import io.aiw3.nft.minting.chain.WireTransaction;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.PublicKey;

/** A key pair of the chain that signs. */
public final class Wallet {
  private static final int KEY_LENGTH = 32;

  private final KeyPair keys;
  private final PublicKey address;

  public Wallet() {
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    byte[] encoded = keys.getPublic().getEncoded();
    address =
        new PublicKey(Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length));
  }

  public PublicKey address() {
    return address;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key pair as solanaj has it. */
  public Account account() {
    byte[] encoded = keys.getPrivate().getEncoded();
    byte[] pair =
        Arrays.copyOf(
            Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length),
            2 * KEY_LENGTH);
    System.arraycopy(address.toByteArray(), 0, pair, KEY_LENGTH, KEY_LENGTH);
    return new Account(pair);
  }

  /** Puts the second signature into a transaction in base64; the first place stays as it is. */
  public String signSecond(String transaction) {
    byte[] prepared = Base64.getDecoder().decode(transaction);
    byte[] message = WireTransaction.message(prepared);
    return Base64.getEncoder()
        .encodeToString(
            WireTransaction.assemble(
                List.of(WireTransaction.signature(prepared, 0), sign(message)), message));
  }
}
