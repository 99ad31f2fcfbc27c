package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.ErrorClass;
import io.aiw3.nft.minting.domain.Observation;
import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.persistence.definition.Definitions;
import io.aiw3.nft.minting.persistence.definition.Definitions.Definition;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.rpc.MintReader;
import io.aiw3.nft.minting.rpc.RpcException;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Calls;
import io.aiw3.nft.minting.rpc.SolanaRpc.Height;
import io.aiw3.nft.minting.rpc.SolanaRpc.Status;
import io.aiw3.nft.minting.rpc.SolanaRpc.Statuses;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.MintState;
import io.aiw3.nft.solana.OfferedBurn;
import io.aiw3.nft.solana.TokenAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Reads from the chain what has become of what is signed, many rows at a time. */
@ApplicationScoped
class Observer {
  /** Older ones may have fallen out of the nodes' recent caches. */
  private static final Duration RECENT = Duration.ofSeconds(15);

  private final SolanaRpc rpc;
  private final WalletSigner wallet;
  private final Definitions definitions;

  Observer(SolanaRpc rpc, WalletSigner wallet, Definitions definitions) {
    this.rpc = rpc;
    this.wallet = wallet;
    this.definitions = definitions;
  }

  /**
   * What the chain says of each row, by row id; fails if no node is available.
   *
   * @param rows at most {@link SolanaRpc#MOST_ACCOUNTS}
   */
  Uni<Map<Long, Observation>> observe(List<QueueRow> rows) {
    boolean history =
        rows.stream()
            .filter(QueueRow::hasSignature)
            .anyMatch(row -> row.isConfirmed() || row.signedAt().plus(RECENT).isBefore(Pace.now()));
    return rpc.onOneNode(node -> observe(node, rows, history, true))
        .onFailure(Observer::isBehind)
        // Every node is behind itself: what has landed is a fact all the same.
        .recoverWithUni(() -> rpc.onOneNode(node -> observe(node, rows, history, false)));
  }

  private static boolean isBehind(Throwable e) {
    return e instanceof RpcException rpc
        && rpc.failure().code() == SendFailure.MIN_CONTEXT_SLOT_NOT_REACHED;
  }

  /**
   * The height first: a signature that is unknown at its slot, or later, was past its last valid
   * block at that height.
   *
   * @param strictly fail if an unknown signature may be known to a node that is further
   */
  private static Uni<Map<Long, Observation>> observe(
      Calls node, List<QueueRow> rows, boolean history, boolean strictly) {
    List<QueueRow> burns = rows.stream().filter(row -> row.kind() == TransactionKind.BURN).toList();
    List<QueueRow> signed = rows.stream().filter(QueueRow::hasSignature).toList();
    return node.height(Commitment.FINALIZED)
        .chain(
            height ->
                statuses(node, signed, history, height)
                    .chain(
                        found -> {
                          if (strictly && found.statuses().contains(Optional.empty())) {
                            node.requireReached(found);
                          }
                          Optional<Height> at =
                              Optional.of(height).filter(h -> found.slot() >= h.slot());
                          return burnedMints(node, burns)
                              .map(mints -> read(rows, byRow(signed, found), mints, at));
                        }));
  }

  private static Uni<Statuses> statuses(
      Calls node, List<QueueRow> signed, boolean history, Height height) {
    return signed.isEmpty()
        ? Uni.createFrom().item(new Statuses(height.slot(), List.of()))
        : node.statuses(signed.stream().map(QueueRow::signature).toList(), history);
  }

  private static Map<Long, Status> byRow(List<QueueRow> signed, Statuses found) {
    Map<Long, Status> statuses = new HashMap<>();
    for (int i = 0; i < signed.size(); i++) {
      long id = signed.get(i).id();
      found.statuses().get(i).ifPresent(status -> statuses.put(id, status));
    }
    return statuses;
  }

  private static Uni<Map<Long, MintState>> burnedMints(Calls node, List<QueueRow> burns) {
    if (burns.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return node.accounts(
            burns.stream().map(row -> Addresses.require(row.mint())).toList(), Commitment.FINALIZED)
        .map(
            accounts -> {
              Map<Long, MintState> states = new HashMap<>();
              for (int i = 0; i < burns.size(); i++) {
                PublicKey mint = Addresses.require(burns.get(i).mint());
                boolean gone =
                    accounts
                        .get(i)
                        .flatMap(TokenAccounts::mint)
                        .filter(found -> MintState.isBurned(mint, found))
                        .isPresent();
                states.put(burns.get(i).id(), gone ? MintState.BURNED : MintState.UNREAD);
              }
              return states;
            })
        .onFailure(Observer::isBehind)
        .recoverWithItem(Map.of());
  }

  private static Map<Long, Observation> read(
      List<QueueRow> rows,
      Map<Long, Status> statuses,
      Map<Long, MintState> mints,
      Optional<Height> height) {
    Map<Long, Observation> seen = new HashMap<>();
    for (QueueRow row : rows) {
      MintState mint = mints.getOrDefault(row.id(), MintState.UNREAD);
      Status status = statuses.get(row.id());
      seen.put(row.id(), status == null ? unseen(height, mint) : landed(status));
    }
    return seen;
  }

  /**
   * Of a node that is behind itself nothing follows but that the same bytes may be sent again; and
   * a finalized burn is proven by its mint alone.
   */
  private static Observation unseen(Optional<Height> height, MintState mint) {
    return new Observation.Unseen(height.map(Height::blockHeight).orElse(0L), mint);
  }

  private static Observation landed(Status status) {
    return status.error().isEmpty()
        ? new Observation.Executed(status.commitment())
        : new Observation.Errored(status.commitment());
  }

  /**
   * One node is queried in this order: is the finalized height past the last valid block, does the
   * history know the signature, what is at the mint address, each at the slot of the one before it
   * or later. Only then is an attempt spent.
   */
  Uni<Observation> lookDeeper(QueueRow row) {
    return uri(row)
        .chain(
            uri ->
                rpc.onOneNode(
                    node ->
                        node.height(Commitment.FINALIZED)
                            .chain(
                                height ->
                                    node.statusesSince(List.of(row.signature()), true)
                                        .chain(
                                            found ->
                                                deeper(
                                                    node,
                                                    row,
                                                    uri,
                                                    height.blockHeight(),
                                                    found.statuses().get(0))))));
  }

  private Uni<String> uri(QueueRow row) {
    return row.definitionId() == null
        ? Uni.createFrom().nullItem()
        : definitions
            .fixed(row)
            .map(definition -> definition.map(Definition::metadataUri).orElse(null));
  }

  private Uni<Observation> deeper(
      Calls node, QueueRow row, String uri, long height, Optional<Status> status) {
    boolean finalError =
        status.isPresent()
            && !status.get().error().isEmpty()
            && status.get().commitment() == Commitment.FINALIZED;
    if (status.isPresent() && !finalError) {
      return Uni.createFrom().item(landed(status.get()));
    }
    if (!finalError && height <= row.lastValidBlockHeight()) {
      return Uni.createFrom().item(new Observation.Unseen(height, MintState.UNREAD));
    }
    PublicKey mint = Addresses.require(row.mint());
    String error = lasting(row, finalError ? status.get().error() : rejection(row));
    PublicKey minter = row.kind() == TransactionKind.MINT ? wallet.address() : null;
    return MintReader.read(node, mint, minter, uri)
        .map(state -> new Observation.Spent(state, error));
  }

  /** What the owner's wallet asserted may hold the next time. */
  private static String lasting(QueueRow row, String error) {
    return row.kind() == TransactionKind.BURN
            && OfferedBurn.failedByAGuard(row.transaction(), error)
        ? ""
        : error;
  }

  /** Why no node took it, if that was the transaction's own fault. */
  private static String rejection(QueueRow row) {
    return ErrorClass.PERMANENT.name().equals(row.errorClass()) ? row.errorCode() : "";
  }
}
