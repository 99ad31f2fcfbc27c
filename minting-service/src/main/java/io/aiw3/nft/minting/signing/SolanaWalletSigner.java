package io.aiw3.nft.minting.signing;

import io.aiw3.nft.solana.SolanaKeyPair;
import io.smallrye.mutiny.Uni;
import org.p2p.solanaj.core.PublicKey;

/** The system wallet's key in this process's memory: for development, from a file or a variable. */
public final class SolanaWalletSigner implements WalletSigner {
  private final SolanaKeyPair keys;

  SolanaWalletSigner(SolanaKeyPair keys) {
    this.keys = keys;
  }

  /**
   * Reads a key as Solana's tools write it.
   *
   * @param text a JSON array of 64 numbers, or base58
   */
  public static SolanaWalletSigner read(String text) {
    return new SolanaWalletSigner(SolanaKeyPair.read(text));
  }

  @Override
  public PublicKey address() {
    return keys.address();
  }

  @Override
  public Uni<byte[]> sign(byte[] message) {
    return Uni.createFrom().item(() -> keys.sign(message));
  }

  @Override
  public String toString() {
    return "SolanaWalletSigner[" + address().toBase58() + "]";
  }
}
