package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.rpc.SolanaRpc.Calls;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.MintState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.p2p.solanaj.core.PublicKey;

/** Reads what is at a mint address (solana.md §3). */
public final class MintReader {
  private MintReader() {}

  /**
   * @param wallet that must have minted it; null if that does not matter
   * @param uri what the metadata must name; null if it does not matter
   */
  public static Uni<MintState> read(Calls calls, PublicKey mint, PublicKey wallet, String uri) {
    return read(calls, mint, wallet, uri, Commitment.FINALIZED);
  }

  /** The same as of another commitment than finalized. */
  public static Uni<MintState> read(
      Calls calls, PublicKey mint, PublicKey wallet, String uri, Commitment commitment) {
    return calls
        .accounts(List.of(mint, Addresses.metadata(mint)), commitment)
        .map(accounts -> MintState.of(mint, accounts.get(0), accounts.get(1), wallet, uri));
  }
}
