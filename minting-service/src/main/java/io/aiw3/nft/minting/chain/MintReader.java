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

  /**
   * A supply of 0 proves the burn, by any transaction: nobody can mint again, since only the
   * edition's program signs for the edition, and it never mints. The Token program closes no mint,
   * so that a mint which is missing proves nothing but a node that is behind.
   */
  public static boolean isBurned(PublicKey mint, TokenAccounts.Mint found) {
    return found.supply() == 0
        && found.authority().map(Addresses.edition(mint)::equals).orElse(true);
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
    if (found.isEmpty()) {
      return MintState.UNEXPECTED;
    }
    if (isBurned(mint, found.get())) {
      // The owner's own wallet may have closed the metadata too.
      return MintState.BURNED;
    }
    boolean ours = found.get().authority().filter(Addresses.edition(mint)::equals).isPresent();
    if (!ours) {
      return MintState.UNEXPECTED;
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
