package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.UserLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Records how a burn has ended, with what is published about it, in one commit. */
@ApplicationScoped
class BurnOutcome {
  private static final Logger LOG = Logger.getLogger(BurnOutcome.class);
  private static final String CLOSE_FINAL =
      "UPDATE chain_transaction SET state = 'finalized',"
          + " confirmed_at = COALESCE(confirmed_at, UTC_TIMESTAMP(3)),"
          + " finalized_at = UTC_TIMESTAMP(3), closed_at = UTC_TIMESTAMP(3),"
          + " next_action_at = NULL, lease_token = NULL WHERE id = ? AND lease_token = ?";
  private static final String CLOSE =
      "UPDATE chain_transaction SET spent_lamports = IF(? = 'expired', 0, spent_lamports),"
          + " state = ?, error_code = ?, error_message = ?,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE id = ? AND lease_token = ?";

  /** What was offered for a burn that has ended is of no use any more. */
  private static final String FORGET = "DELETE FROM burn_offer WHERE burn_id = ?";

  private static final String MARK_BURNED =
      "UPDATE usernft SET status = 'burned', earlier_status = NULL, burned_at = UTC_TIMESTAMP(3),"
          + " watched_at = NULL, watch_due_at = NULL, burn_transaction = ?, user_id = ?,"
          + " version = version + ?, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE nft_mint_address = ? AND status <> 'burned'";
  private static final String LOCK_NFT =
      "SELECT user_id, nft_level, version FROM usernft WHERE nft_mint_address = ? FOR UPDATE";

  private final Transactions transactions;
  private final TierCatalogue tiers;
  private final Progress progress;

  BurnOutcome(Transactions transactions, TierCatalogue tiers, Progress progress) {
    this.transactions = transactions;
    this.tiers = tiers;
    this.progress = progress;
  }

  /** The burn of this row is final, by its own transaction: the owner has signed it. */
  Uni<Void> burned(QueueRow row, String signature) {
    return end(row, signature, true);
  }

  /**
   * The NFT of this row is burned by another transaction, or one that is not known. It is this
   * saga's burn as long as the NFT was this user's: of one that has passed to another user, that
   * one's burn is recorded, and one burn never counts for two.
   */
  Uni<Void> adopted(QueueRow row, String signature) {
    return end(row, signature, false);
  }

  private Uni<Void> end(QueueRow row, String signature, boolean own) {
    return transactions
        .runOnConnection(
            row.traceParent(),
            (connection, events) ->
                UserLock.take(connection, row.userId())
                    .chain(() -> lock(connection, row.mint()))
                    .chain(nft -> end(connection, events, new Ending(row, nft, signature, own))))
        .invoke(
            mine -> {
              if (mine) {
                progress.finalized(row);
                LOG.infof(
                    "burn final userId=%s sagaId=%s mint=%s signature=%s",
                    row.userId(), row.requestId(), row.mint(), signature);
              }
            })
        .replaceWithVoid();
  }

  /** An NFT as it is locked. */
  private record Locked(UserId user, int level, long version) {}

  private record Ending(QueueRow row, Optional<Locked> nft, String signature, boolean own) {
    boolean isOthers() {
      return !own && nft.filter(n -> !n.user().equals(row.userId())).isPresent();
    }
  }

  private static Uni<Optional<Locked>> lock(SqlConnection connection, String mint) {
    return connection
        .preparedQuery(LOCK_NFT)
        .execute(Tuple.of(mint))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Locked(
                                new UserId(row.getInteger("user_id")),
                                row.getInteger("nft_level"),
                                row.getLong("version")))
                    .findFirst());
  }

  private Uni<Boolean> end(SqlConnection connection, Events events, Ending ending) {
    QueueRow row = ending.row();
    if (ending.isOthers()) {
      return refuse(
              connection,
              events,
              row,
              BurnReasons.NFT_NOT_IN_WALLET,
              BurnReasons.sentence(BurnReasons.NFT_NOT_IN_WALLET))
          .replaceWith(false);
    }
    return connection
        .preparedQuery(CLOSE_FINAL)
        .execute(Tuple.of(row.id(), row.token()))
        .call(closed -> forgetOffers(connection, row, closed.rowCount() == 1))
        .chain(
            closed ->
                closed.rowCount() != 1
                    ? Uni.createFrom().item(false)
                    : recordBurn(
                            connection,
                            events,
                            new Burn(row.userId(), row.mint(), ending.signature(), row.requestId()))
                        .invoke(() -> events.publish(confirmed(row, ending.signature())))
                        .replaceWith(true));
  }

  /**
   * An NFT that the chain has burned.
   *
   * @param user who held it
   * @param sagaId null when it was burned outside of an upgrade
   */
  record Burn(UserId user, String mint, String signature, String sagaId) {}

  /** Marks the NFT burned and publishes that, once. */
  Uni<Void> recordBurn(SqlConnection connection, Events events, Burn burn) {
    return lock(connection, burn.mint())
        .chain(
            nft ->
                nft.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : markBurned(connection, events, burn, nft.get()));
  }

  private Uni<Void> markBurned(SqlConnection connection, Events events, Burn burn, Locked before) {
    boolean ofOther = !before.user().equals(burn.user());
    return (ofOther ? UserLock.take(connection, before.user()) : Uni.createFrom().voidItem())
        .chain(
            () ->
                connection
                    .preparedQuery(MARK_BURNED)
                    .execute(
                        Tuple.of(
                            burn.signature(), burn.user().value(), ofOther ? 2 : 1, burn.mint())))
        .chain(
            marked ->
                marked.rowCount() == 0
                    ? Uni.createFrom().voidItem()
                    : publish(connection, events, burn, before));
  }

  private Uni<Void> publish(SqlConnection connection, Events events, Burn burn, Locked before) {
    long version = before.version() + 1;
    if (!before.user().equals(burn.user())) {
      // It was back in the earlier owner's wallet before the watch saw that.
      events.publish(returned(burn, before, version));
      version++;
    }
    events.publish(event(burn, before.level(), version));
    return History.add(connection, burn.mint(), "burned", burn.signature());
  }

  private NftEvent returned(Burn burn, Locked before, long version) {
    return new NftEvent.Transferred(
        Instant.now(),
        new NftEvent.Transferred.Data(
            before.user(),
            before.level(),
            tiers.level(before.level()).name(),
            burn.mint(),
            false,
            NftStatus.INACTIVE,
            before.user(),
            burn.user(),
            version));
  }

  private NftEvent event(Burn burn, int level, long version) {
    return new NftEvent.Burned(
        Instant.now(),
        new NftEvent.Burned.Data(
            burn.user(),
            level,
            tiers.level(level).name(),
            burn.mint(),
            burn.signature(),
            burn.sagaId(),
            version));
  }

  private static BurnConfirmed confirmed(QueueRow row, String signature) {
    return new BurnConfirmed(row.requestId(), row.userId(), row.mint(), signature);
  }

  /** Proven: what was prepared can never land. */
  Uni<Void> expired(QueueRow row) {
    LOG.infof(
        "burn expired userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
        row.userId(), row.requestId(), row.mint(), row.signature(), row.attempt());
    return transactions.runOnConnection(
        row.traceParent(),
        (connection, events) ->
            close(connection, row, "expired", null, null)
                .invoke(
                    mine -> {
                      if (mine) {
                        events.publish(
                            new BurnExpired(
                                row.requestId(), row.userId(), row.attempt(), row.signature()));
                      }
                    })
                .replaceWithVoid());
  }

  /** No burn was made, and this is why. */
  Uni<Void> refused(QueueRow row, String reason) {
    return refuse(row, reason, BurnReasons.sentence(reason));
  }

  /** The burn failed, and would again. */
  Uni<Void> failed(QueueRow row, String error) {
    String reason = BurnReasons.ofError(error);
    return refuse(row, reason, BurnReasons.sentence(reason) + " (" + error + ")");
  }

  private Uni<Void> refuse(QueueRow row, String reason, String sentence) {
    return transactions.runOnConnection(
        row.traceParent(),
        (connection, events) -> refuse(connection, events, row, reason, sentence));
  }

  private static Uni<Void> refuse(
      SqlConnection connection, Events events, QueueRow row, String reason, String sentence) {
    return close(connection, row, "refused", reason, sentence)
        .invoke(
            mine -> {
              if (mine) {
                events.publish(
                    new BurnRefused(
                        row.requestId(), row.userId(), row.attempt(), reason, sentence));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Boolean> close(
      SqlConnection connection, QueueRow row, String state, String code, String message) {
    return connection
        .preparedQuery(CLOSE)
        .execute(Tuple.of(state, state, code, message, row.id(), row.token()))
        .map(updated -> updated.rowCount() == 1)
        .call(mine -> forgetOffers(connection, row, mine));
  }

  private static Uni<Void> forgetOffers(SqlConnection connection, QueueRow row, boolean closed) {
    return closed
        ? connection.preparedQuery(FORGET).execute(Tuple.of(row.id())).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }
}
