package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import io.aiw3.nft.minting.rpc.BurnFinder;
import io.aiw3.nft.minting.rpc.CallBudget;
import io.aiw3.nft.minting.rpc.RpcException;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Calls;
import io.aiw3.nft.minting.rpc.SolanaRpc.Held;
import io.aiw3.nft.solana.ChainAccount;
import io.aiw3.nft.solana.MintState;
import io.aiw3.nft.solana.TokenAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    return MintState.isBurned(nft.mint(), found.get())
        ? new Place.Burned()
        : in(nft, account, slot).<Place>map(in -> in).orElseGet(() -> new Place.Left(slot));
  }

  private static Optional<Place.In> in(WatchedNft nft, Optional<ChainAccount> account, long slot) {
    return in(nft, nft.account(), account, slot);
  }

  private static Optional<Place.In> in(
      WatchedNft nft, PublicKey address, Optional<ChainAccount> account, long slot) {
    return account
        .flatMap(TokenAccounts::account)
        .filter(found -> found.holds(nft.mint()))
        .map(found -> new Place.In(found.owner().toBase58(), address, slot));
  }

  /**
   * One that has left.
   *
   * @param wallet of the user whose it is
   */
  record Sought(WatchedNft nft, Optional<PublicKey> wallet) {}

  /** Where an NFT is, or the token account that seems to hold it, as of this slot. */
  private sealed interface Trail {
    record Known(Uni<Place> place) implements Trail {}

    record Account(PublicKey address, long slot) implements Trail {}
  }

  /**
   * The accounts that hold NFTs now: one call for each, and one for all of them. A node that does
   * not answer that is queried for the accounts of the user's wallet.
   *
   * @return by NFT; one whose search failed has the failure
   */
  Uni<Map<Integer, Uni<Place>>> search(List<Sought> sought, long since) {
    return Uni.join()
        .all(sought.stream().map(one -> trail(one, since)).toList())
        .andCollectFailures()
        .chain(trails -> followed(sought, trails));
  }

  private Uni<Trail> trail(Sought sought, long since) {
    WatchedNft nft = sought.nft();
    return rpc.onOneNode(since, node -> largest(node, nft))
        .onFailure(RpcException.class)
        .recoverWithUni(
            e ->
                sought.wallet().isEmpty()
                    ? Uni.createFrom().failure(e)
                    : rpc.onOneNode(since, node -> ofWallet(node, nft, sought.wallet().get()))
                        .map(Whereabouts::known))
        .onFailure()
        .recoverWithItem(e -> new Trail.Known(Uni.createFrom().failure(e)));
  }

  private static Trail known(Place place) {
    return new Trail.Known(Uni.createFrom().item(place));
  }

  private Uni<Trail> largest(Calls node, WatchedNft nft) {
    return budget
        .permit()
        .chain(() -> node.largestHolding(nft.mint(), Commitment.FINALIZED))
        .map(
            holding ->
                holding.isEmpty()
                    ? known(new Place.Unknown())
                    : new Trail.Account(holding.get().tokenAccount(), node.finalizedSlot()));
  }

  private Uni<Map<Integer, Uni<Place>>> followed(List<Sought> sought, List<Trail> trails) {
    Map<Integer, Uni<Place>> places = new HashMap<>();
    Map<WatchedNft, Trail.Account> accounts = new LinkedHashMap<>();
    for (int i = 0; i < trails.size(); i++) {
      WatchedNft nft = sought.get(i).nft();
      if (trails.get(i) instanceof Trail.Known known) {
        places.put(nft.id(), known.place());
      } else if (trails.get(i) instanceof Trail.Account account) {
        accounts.put(nft, account);
      }
    }
    return accounts.isEmpty()
        ? Uni.createFrom().item(places)
        : holders(accounts)
            .invoke(places::putAll)
            .onFailure(RpcException.class)
            .invoke(
                e ->
                    accounts.forEach((nft, a) -> places.put(nft.id(), Uni.createFrom().failure(e))))
            .onFailure(RpcException.class)
            .recoverWithNull()
            .replaceWith(places);
  }

  /** At a slot at which all of these accounts are known. */
  private Uni<Map<Integer, Uni<Place>>> holders(Map<WatchedNft, Trail.Account> accounts) {
    List<PublicKey> addresses = accounts.values().stream().map(Trail.Account::address).toList();
    long since = accounts.values().stream().mapToLong(Trail.Account::slot).max().orElse(0);
    return budget
        .permit()
        .chain(
            () ->
                rpc.onOneNode(
                    since,
                    node ->
                        node.accounts(addresses, Commitment.FINALIZED)
                            .map(found -> holders(accounts, found, node.finalizedSlot()))));
  }

  private static Map<Integer, Uni<Place>> holders(
      Map<WatchedNft, Trail.Account> accounts, List<Optional<ChainAccount>> found, long slot) {
    Map<Integer, Uni<Place>> places = new HashMap<>();
    int i = 0;
    for (Map.Entry<WatchedNft, Trail.Account> entry : accounts.entrySet()) {
      WatchedNft nft = entry.getKey();
      Place place =
          in(nft, entry.getValue().address(), found.get(i++), slot)
              .<Place>map(in -> in)
              .orElseGet(Place.Unknown::new);
      places.put(nft.id(), Uni.createFrom().item(place));
    }
    return places;
  }

  /**
   * A few calls: the transaction that burned an NFT.
   *
   * @return its signature, or {@link io.aiw3.nft.contract.NftEvent#UNKNOWN_TRANSACTION}
   */
  Uni<String> burnOf(WatchedNft nft) {
    return BurnFinder.find(rpc.calls(), nft.mint(), budget::permit);
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
