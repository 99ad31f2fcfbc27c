package io.aiw3.nft.minting.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;

/** The one atomic transaction that mints an NFT (solana.md §1). */
public final class MintTransaction {
  /** Rent of a mint account; the same on every cluster. */
  static final long MINT_RENT = 1_461_600;

  private MintTransaction() {}

  /**
   * @param wallet the system wallet: payer, authority and creator
   * @param owner the wallet that gets the NFT
   * @param budget none only where bytes without one are wanted
   * @return the message; signers are the wallet, then the mint
   */
  public static byte[] message(
      PublicKey wallet,
      PublicKey mint,
      PublicKey owner,
      NftData nft,
      Optional<ComputeBudget> budget,
      String blockhash) {
    PublicKey tokenAccount = Addresses.tokenAccount(owner, mint);
    PublicKey metadata = Addresses.metadata(mint);
    List<TransactionInstruction> instructions = new ArrayList<>();
    budget.ifPresent(
        b -> {
          instructions.add(TokenInstructions.computeUnitLimit(b.units()));
          instructions.add(TokenInstructions.computeUnitPrice(b.microLamports()));
        });
    instructions.add(TokenInstructions.createMintAccount(wallet, mint, MINT_RENT));
    instructions.add(TokenInstructions.initializeMint(mint, wallet));
    instructions.add(TokenInstructions.createTokenAccount(wallet, tokenAccount, owner, mint));
    instructions.add(TokenInstructions.mintOne(mint, tokenAccount, wallet));
    instructions.add(MetaplexInstructions.createMetadata(metadata, mint, wallet, nft));
    instructions.add(
        MetaplexInstructions.createMasterEdition(Addresses.edition(mint), mint, wallet, metadata));
    return TransactionMessage.compile(wallet, blockhash, instructions);
  }

  /**
   * @param units compute units asked for
   * @param microLamports offered for each
   */
  public record ComputeBudget(int units, long microLamports) {}
}
