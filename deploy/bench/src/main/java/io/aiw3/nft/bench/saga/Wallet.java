package io.aiw3.nft.bench.saga;

import io.aiw3.nft.solana.SolanaKeyPair;
import io.aiw3.nft.solana.WireTransaction;
import java.util.Base64;
import java.util.List;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.PublicKey;

/** A key pair of the chain that signs. */
public final class Wallet {
  private final SolanaKeyPair keys = SolanaKeyPair.generate();

  public PublicKey address() {
    return keys.address();
  }

  byte[] sign(byte[] message) {
    return keys.sign(message);
  }

  /** As a service reads its wallet from a file. */
  public String toJson() {
    return keys.toJson();
  }

  /** The same key pair as solanaj has it. */
  public Account account() {
    return new Account(keys.bytes());
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
