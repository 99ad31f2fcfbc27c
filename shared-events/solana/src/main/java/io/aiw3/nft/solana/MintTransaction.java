package io.aiw3.nft.solana;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;

/** The one atomic transaction that mints an NFT (solana.md §1). */
public final class MintTransaction {
  private MintTransaction() {}

  /**
   * @param wallet the system wallet: payer, authority and creator
   * @param owner the wallet that gets the NFT
   * @param mintRent what the mint account holds, in lamports
   * @param budget none only where bytes without one are required
   * @return the message; signers are the wallet, then the mint
   */
  public static byte[] message(
      PublicKey wallet,
      PublicKey mint,
      PublicKey owner,
      NftData nft,
      long mintRent,
      Optional<ComputeBudget> budget,
      String blockhash) {
    PublicKey tokenAccount = Addresses.tokenAccount(owner, mint);
    PublicKey metadata = Addresses.metadata(mint);
    List<TransactionInstruction> instructions =
        new ArrayList<>(TokenInstructions.computeBudget(budget));
    instructions.add(TokenInstructions.createMintAccount(wallet, mint, mintRent));
    instructions.add(TokenInstructions.initializeMint(mint, wallet));
    instructions.add(TokenInstructions.createTokenAccount(wallet, tokenAccount, owner, mint));
    instructions.add(TokenInstructions.mintOne(mint, tokenAccount, wallet));
    instructions.add(MetaplexInstructions.createMetadata(metadata, mint, wallet, nft));
    instructions.add(
        MetaplexInstructions.createMasterEdition(Addresses.edition(mint), mint, wallet, metadata));
    return TransactionMessage.compile(wallet, blockhash, instructions);
  }

  /** The accounts that it writes to. */
  public static List<PublicKey> writable(PublicKey wallet, PublicKey mint, PublicKey owner) {
    return List.of(
        wallet,
        mint,
        Addresses.tokenAccount(owner, mint),
        Addresses.metadata(mint),
        Addresses.edition(mint));
  }
}
