package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.minting.chain.Addresses;
import io.aiw3.nft.minting.chain.BurnFinder;
import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.chain.SolanaRpc.ChainAccount;
import io.aiw3.nft.minting.chain.TokenAccounts;
import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.Holding;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.p2p.solanaj.core.PublicKey;

/**
 * Looks at every NFT again when its last look has become too old: one account of 165 bytes for
 * each, a hundred in a call, and more calls only for those that are not where they were. A million
 * NFTs every ten minutes are 17 calls a second.
 */
@ApplicationScoped
class OwnershipWatch {
  private static final String DUE =
      "SELECT id, user_id, nft_mint_address, wallet_address, token_account, status FROM usernft"
          + " WHERE watched_at < UTC_TIMESTAMP(3) - INTERVAL ? MICROSECOND"
          + " ORDER BY watched_at LIMIT ?";
  private static final String TAKE =
      "UPDATE usernft SET watched_at = UTC_TIMESTAMP(3) WHERE watched_at IS NOT NULL AND id IN"
          + " (%s)";

  private final Pool pool;
  private final SolanaRpc rpc;
  private final OwnershipOutcome outcome;
  private final OwnershipConfig config;
  private final Loop loop;

  OwnershipWatch(
      Vertx vertx,
      Heartbeats heartbeats,
      Pool pool,
      SolanaRpc rpc,
      OwnershipOutcome outcome,
      OwnershipConfig config) {
    this.pool = pool;
    this.rpc = rpc;
    this.outcome = outcome;
    this.config = config;
    this.loop = new Loop("ownership watch", vertx, heartbeats, config.poll(), this::round);
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      loop.nudge();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  private record Watched(
      int id, UserId user, PublicKey mint, PublicKey wallet, PublicKey account, NftStatus status) {
    static Watched of(Row row) {
      return new Watched(
          row.getInteger("id"),
          new UserId(row.getInteger("user_id")),
          Addresses.require(row.getString("nft_mint_address")),
          Addresses.require(row.getString("wallet_address")),
          Addresses.require(row.getString("token_account")),
          NftStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)));
    }
  }

  private Uni<Integer> round() {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(Queue.micros(config.age()), SolanaRpc.MOST_ACCOUNTS))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Watched::of).toList())
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(0)
                    : look(due).chain(() -> take(due)).replaceWith(due.size()));
  }

  /** After the look: one that fails is repeated. */
  private Uni<Void> take(List<Watched> due) {
    String ids =
        due.stream().map(nft -> Integer.toString(nft.id())).collect(Collectors.joining(","));
    return pool.query(TAKE.formatted(ids)).execute().replaceWithVoid();
  }

  private Uni<Void> look(List<Watched> due) {
    return rpc.calls()
        .accounts(due.stream().map(Watched::account).toList(), Commitment.FINALIZED)
        .chain(
            accounts -> {
              List<Uni<Void>> all = new ArrayList<>();
              for (int i = 0; i < due.size(); i++) {
                all.add(judge(due.get(i), accounts.get(i)));
              }
              return Uni.join().all(all).andFailFast().replaceWithVoid();
            });
  }

  private Uni<Void> judge(Watched nft, Optional<ChainAccount> account) {
    boolean where =
        account
            .filter(a -> TokenAccounts.amount(a) == 1)
            .flatMap(TokenAccounts::owner)
            .filter(nft.wallet()::equals)
            .isPresent();
    return where ? act(nft, Holding.HELD) : search(nft);
  }

  /** Not where it was minted to: another account of the same wallet, another wallet, or burned. */
  private Uni<Void> search(Watched nft) {
    return rpc.onOneNode(
            node ->
                node.accounts(List.of(nft.mint()), Commitment.FINALIZED)
                    .chain(
                        accounts ->
                            supply(accounts.get(0)) == 0
                                ? Uni.createFrom().item(Holding.BURNED)
                                : node.holdings(nft.wallet(), nft.mint(), Commitment.FINALIZED)
                                    .map(
                                        holdings ->
                                            holdings.stream().anyMatch(h -> h.amount() == 1)
                                                ? Holding.HELD
                                                : Holding.ELSEWHERE)))
        .chain(holding -> act(nft, holding));
  }

  /** A mint that cannot be read counts as held somewhere: nothing is told that is not known. */
  private static long supply(Optional<ChainAccount> mint) {
    return mint.flatMap(TokenAccounts::mint).map(TokenAccounts.Mint::supply).orElse(1L);
  }

  private Uni<Void> act(Watched nft, Holding holding) {
    String mint = nft.mint().toBase58();
    return switch (holding.change(nft.status())) {
      case NONE -> Uni.createFrom().voidItem();
      case LEAVE -> outcome.left(nft.user(), mint);
      case RETURN -> outcome.returned(nft.user(), mint);
      case BURN ->
          BurnFinder.find(rpc.calls(), nft.mint())
              .chain(
                  signature ->
                      signature.isEmpty()
                          ? Uni.createFrom().voidItem()
                          : outcome.burned(nft.user(), mint, signature.get()));
    };
  }
}
