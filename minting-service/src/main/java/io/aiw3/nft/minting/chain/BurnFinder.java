package io.aiw3.nft.minting.chain;

import io.aiw3.nft.minting.chain.SolanaRpc.Calls;
import io.aiw3.nft.minting.domain.Commitment;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Finds the transaction that burned an NFT, whoever made it. */
public final class BurnFinder {
  private static final int NEWEST = 50;

  private BurnFinder() {}

  /** The final transaction after which nobody held the NFT any more; empty if none is final yet. */
  public static Uni<Optional<String>> find(Calls calls, PublicKey mint) {
    return calls
        .mentions(mint, NEWEST, Commitment.FINALIZED)
        .map(
            mentions ->
                mentions.stream()
                    .filter(mention -> !mention.failed())
                    .map(SolanaRpc.Mention::signature)
                    .toList())
        .chain(signatures -> firstBurn(calls, mint, signatures));
  }

  private static Uni<Optional<String>> firstBurn(
      Calls calls, PublicKey mint, List<String> signatures) {
    if (signatures.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    String newest = signatures.get(0);
    return calls
        .burned(newest, mint)
        .chain(
            burned ->
                burned
                    ? Uni.createFrom().item(Optional.of(newest))
                    : firstBurn(calls, mint, signatures.subList(1, signatures.size())));
  }
}
