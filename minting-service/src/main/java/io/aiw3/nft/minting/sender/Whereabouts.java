package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.chain.CallBudget;
import io.aiw3.nft.minting.chain.MintReader;
import io.aiw3.nft.minting.chain.RpcException;
import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.chain.SolanaRpc.Calls;
import io.aiw3.nft.minting.chain.SolanaRpc.ChainAccount;
import io.aiw3.nft.minting.chain.SolanaRpc.Held;
import io.aiw3.nft.minting.chain.TokenAccounts;
import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Reads from the chain where NFTs are, within a budget of calls. */
@ApplicationScoped
class Whereabouts {
  /** Mint and token account of each in one call. */
  static final int MOST_AT_ONCE = SolanaRpc.MOST_ACCOUNTS / 2;

  private final SolanaRpc rpc;
  private final CallBudget budget;

  Whereabouts(SolanaRpc rpc, OwnershipConfig config) {
    this.rpc = rpc;
    this.budget = new CallBudget(config.callsPerSecond());
  }

  /** Where an NFT is. */
  sealed interface Place {
    /** No token exists any more. */
    record Burned() implements Place {}

    /**
     * @param slot the finalized slot at which it was seen; 0 of one that is confirmed only
     */
    record In(String wallet, PublicKey account, long slot) implements Place {}

    /** Not where it was; it is to be searched for from this slot on. */
    record Left(long slot) implements Place {}

    /** In no account of this wallet; where else is not known. */
    record NotIn(String wallet, long slot) implements Place {}

    /** The node does not know the mint: it is behind, or of another cluster. */
    record Unknown() implements Place {}
  }

  /** One call: those that are still in their token account, confirmed. */
  Uni<Map<Integer, Place.In>> inPlace(List<WatchedNft> nfts) {
    return budget
        .permit()
        .chain(
            () ->
                rpc.calls()
                    .accounts(
                        nfts.stream().map(WatchedNft::account).toList(), Commitment.CONFIRMED))
        .map(
            accounts -> {
              Map<Integer, Place.In> found = new HashMap<>();
              for (int i = 0; i < nfts.size(); i++) {
                WatchedNft nft = nfts.get(i);
                in(nft, accounts.get(i), 0).ifPresent(place -> found.put(nft.id(), place));
              }
              return found;
            });
  }

  /**
   * One call: what has finally become of those that seem to have moved.
   *
   * @param nfts at most {@link #MOST_AT_ONCE}
   */
  Uni<Map<Integer, Place>> finalPlaces(List<WatchedNft> nfts) {
    long since = nfts.stream().mapToLong(WatchedNft::placeSlot).max().orElse(0);
    List<PublicKey> addresses = new ArrayList<>();
    nfts.forEach(nft -> addresses.addAll(List.of(nft.mint(), nft.account())));
    return budget
        .permit()
        .chain(
            () ->
                rpc.onOneNode(
                    since,
                    node ->
                        node.accounts(addresses, Commitment.FINALIZED)
                            .map(accounts -> places(nfts, accounts, node.finalizedSlot()))));
  }

  private static Map<Integer, Place> places(
      List<WatchedNft> nfts, List<Optional<ChainAccount>> accounts, long slot) {
    Map<Integer, Place> places = new HashMap<>();
    for (int i = 0; i < nfts.size(); i++) {
      WatchedNft nft = nfts.get(i);
      places.put(nft.id(), place(nft, accounts.get(2 * i), accounts.get(2 * i + 1), slot));
    }
    return places;
  }

  private static Place place(
      WatchedNft nft, Optional<ChainAccount> mint, Optional<ChainAccount> account, long slot) {
    Optional<TokenAccounts.Mint> found = mint.flatMap(TokenAccounts::mint);
    if (found.isEmpty()) {
      return new Place.Unknown();
    }
    return MintReader.isBurned(nft.mint(), found.get())
        ? new Place.Burned()
        : in(nft, account, slot).<Place>map(in -> in).orElseGet(() -> new Place.Left(slot));
  }

  private static Optional<Place.In> in(WatchedNft nft, Optional<ChainAccount> account, long slot) {
    return account
        .flatMap(TokenAccounts::account)
        .filter(found -> found.holds(nft.mint()))
        .map(found -> new Place.In(found.owner().toBase58(), nft.account(), slot));
  }

  /**
   * Two calls: the account that holds an NFT now. A node that does not tell is asked for the
   * accounts of the user's wallet.
   *
   * @param wallet the user's; may be null
   */
  Uni<Place> search(WatchedNft nft, Optional<PublicKey> wallet, long since) {
    return rpc.onOneNode(since, node -> holder(node, nft))
        .onFailure(RpcException.class)
        .recoverWithUni(
            e ->
                wallet.isEmpty()
                    ? Uni.createFrom().failure(e)
                    : rpc.onOneNode(since, node -> ofWallet(node, nft, wallet.get())));
  }

  private Uni<Place> holder(Calls node, WatchedNft nft) {
    return budget
        .permit()
        .chain(() -> node.largestHolding(nft.mint(), Commitment.FINALIZED))
        .chain(
            holding ->
                holding.isEmpty()
                    ? Uni.createFrom().item(new Place.Unknown())
                    : holder(node, nft, holding.get().tokenAccount()));
  }

  private Uni<Place> holder(Calls node, WatchedNft nft, PublicKey address) {
    return budget
        .permit()
        .chain(() -> node.accounts(List.of(address), Commitment.FINALIZED))
        .map(
            accounts ->
                accounts
                    .get(0)
                    .flatMap(TokenAccounts::account)
                    .filter(account -> account.holds(nft.mint()))
                    .<Place>map(account -> in(new Held(address, account), node))
                    .orElseGet(Place.Unknown::new));
  }

  private Uni<Place> ofWallet(Calls node, WatchedNft nft, PublicKey wallet) {
    return budget
        .permit()
        .chain(() -> node.holdings(wallet, nft.mint(), Commitment.FINALIZED))
        .map(
            holdings ->
                holdings.stream()
                    .filter(held -> held.account().holds(nft.mint()))
                    .findFirst()
                    .<Place>map(held -> in(held, node))
                    .orElseGet(() -> new Place.NotIn(wallet.toBase58(), node.finalizedSlot())));
  }

  private static Place in(Held held, Calls node) {
    return new Place.In(held.account().owner().toBase58(), held.address(), node.finalizedSlot());
  }
}
