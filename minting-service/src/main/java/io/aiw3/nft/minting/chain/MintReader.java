package io.aiw3.nft.minting.chain;

import io.aiw3.nft.minting.chain.SolanaRpc.Calls;
import io.aiw3.nft.minting.chain.SolanaRpc.ChainAccount;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.MintState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Reads what is at a mint address (solana.md §3). */
public final class MintReader {
  private MintReader() {}

  /**
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
        .map(accounts -> judge(mint, accounts.get(0), accounts.get(1), wallet, uri));
  }

  static MintState judge(
      PublicKey mint,
      Optional<ChainAccount> account,
      Optional<ChainAccount> metadata,
      PublicKey wallet,
      String uri) {
    if (account.isEmpty()) {
      return MintState.MISSING;
    }
    if (!account.get().owner().equals(Addresses.TOKEN_PROGRAM)) {
      return MintState.FOREIGN;
    }
    Optional<TokenAccounts.Mint> found = TokenAccounts.mint(account.get());
    boolean ours =
        found
            .flatMap(TokenAccounts.Mint::authority)
            .filter(Addresses.edition(mint)::equals)
            .isPresent();
    if (!ours) {
      return MintState.UNEXPECTED;
    }
    if (found.get().supply() == 0) {
      // The owner's own wallet may have closed the metadata too.
      return MintState.BURNED;
    }
    boolean asExpected =
        metadata
            .flatMap(MetadataAccount::read)
            .filter(m -> m.updateAuthority().equals(wallet))
            .filter(m -> uri == null || m.uri().equals(uri))
            .isPresent();
    return asExpected ? MintState.LIVE : MintState.UNEXPECTED;
  }
}
