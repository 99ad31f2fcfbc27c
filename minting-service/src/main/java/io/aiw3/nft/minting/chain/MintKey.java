package io.aiw3.nft.minting.chain;

import org.p2p.solanaj.core.PublicKey;

/** The key pair of a mint: it signs the mint's creation, once, and is of no use after that. */
public final class MintKey {
  private final byte[] seed;
  private final PublicKey address;

  MintKey(byte[] seed) {
    this.seed = seed.clone();
    this.address = new PublicKey(Ed25519.publicKey(seed));
  }

  public PublicKey address() {
    return address;
  }

  public byte[] sign(byte[] message) {
    return Ed25519.sign(seed, message);
  }

  @Override
  public String toString() {
    return "MintKey[" + address.toBase58() + "]";
  }
}
