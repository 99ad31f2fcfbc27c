package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.rpc.SolanaRpc.Calls;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;
import org.p2p.solanaj.core.PublicKey;

/**
 * Names the transaction that burned an NFT, by any sender. That the NFT is burned is known before,
 * by its supply; so the search is short, and an obstacle only costs the name: anybody may mention
 * the mint in as many transactions as they like, of any version.
 */
public final class BurnFinder {
  private static final int MENTIONS = 50;
  private static final int MOST_READ = 8;

  private BurnFinder() {}

  /**
   * Never fails for the nodes' reasons.
   *
   * @return the signature, or {@link NftEvent#UNKNOWN_TRANSACTION}
   */
  public static Uni<String> find(Calls calls, PublicKey mint) {
    return find(calls, mint, () -> Uni.createFrom().voidItem());
  }

  /**
   * The same.
   *
   * @param permit ends when the next call may be made
   */
  public static Uni<String> find(Calls calls, PublicKey mint, Supplier<Uni<Void>> permit) {
    return permit
        .get()
        .chain(() -> calls.mentions(mint, MENTIONS, Commitment.FINALIZED))
        .map(
            mentions ->
                mentions.stream()
                    .filter(mention -> !mention.failed())
                    .map(SolanaRpc.Mention::signature)
                    .limit(MOST_READ)
                    .toList())
        .chain(signatures -> firstBurn(calls, mint, signatures, permit))
        .onFailure(RpcException.class)
        .recoverWithItem(NftEvent.UNKNOWN_TRANSACTION);
  }

  private static Uni<String> firstBurn(
      Calls calls, PublicKey mint, List<String> signatures, Supplier<Uni<Void>> permit) {
    if (signatures.isEmpty()) {
      return Uni.createFrom().item(NftEvent.UNKNOWN_TRANSACTION);
    }
    String newest = signatures.get(0);
    return permit
        .get()
        .chain(() -> calls.burned(newest, mint))
        .onFailure(RpcException.class)
        .recoverWithItem(false)
        .chain(
            burned ->
                burned
                    ? Uni.createFrom().item(newest)
                    : firstBurn(calls, mint, signatures.subList(1, signatures.size()), permit));
  }
}
