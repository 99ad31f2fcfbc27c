package io.aiw3.nft.solana;

import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** What the chain says of a mint address that derives from a request (solana.md §3). */
public enum MintState {
  /** Not read, or not known. */
  UNREAD,
  /** No account: nothing was minted. */
  MISSING,
  /** Our NFT, supply 1. */
  LIVE,
  /** Our NFT, supply 0: minted, and burned since. */
  BURNED,
  /** Another account funded the address: no mint can be created there. */
  FOREIGN,
  /** A mint that is not what we would have made: an operator must check it. */
  UNEXPECTED;

  /**
   * Reads it from the accounts.
   *
   * @param account at the mint address
   * @param metadata at the address of its metadata
   * @param wallet that must have minted it; null if that does not matter, as of an NFT that we have
   *     recorded: an earlier system wallet may have
   * @param uri what the metadata must name; null if it does not matter
   */
  public static MintState of(
      PublicKey mint,
      Optional<ChainAccount> account,
      Optional<ChainAccount> metadata,
      PublicKey wallet,
      String uri) {
    if (account.isEmpty()) {
      return MISSING;
    }
    if (!account.get().owner().equals(Addresses.TOKEN_PROGRAM)) {
      return FOREIGN;
    }
    Optional<TokenAccounts.Mint> found = TokenAccounts.mint(account.get());
    if (found.isEmpty()) {
      return UNEXPECTED;
    }
    if (isBurned(mint, found.get())) {
      // The owner's own wallet may have closed the metadata too.
      return BURNED;
    }
    boolean ours = found.get().authority().filter(Addresses.edition(mint)::equals).isPresent();
    if (!ours) {
      return UNEXPECTED;
    }
    boolean asExpected =
        metadata
            .flatMap(MetadataAccount::read)
            .filter(m -> wallet == null || m.updateAuthority().equals(wallet))
            .filter(m -> uri == null || m.uri().equals(uri))
            .isPresent();
    return asExpected ? LIVE : UNEXPECTED;
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
}
