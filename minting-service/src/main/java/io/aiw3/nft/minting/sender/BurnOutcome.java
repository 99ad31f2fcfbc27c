package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.NftEvent;
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
      "UPDATE chain_transaction SET state = ?, error_code = ?, error_message = ?,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE id = ? AND lease_token = ?";
  private static final String LEVEL =
      "SELECT nft_level FROM usernft WHERE nft_mint_address = ? AND user_id = ?";
  private static final String MARK_BURNED =
      "UPDATE usernft SET status = 'burned', earlier_status = NULL, burned_at = UTC_TIMESTAMP(3),"
          + " watched_at = NULL, burn_transaction = ?, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE nft_mint_address = ? AND user_id = ? AND status <> 'burned'";
  private static final String FREE_TIER =
      "UPDATE chain_transaction SET tier_key = NULL WHERE mint_address = ? AND kind = 'mint'";

  private final Transactions transactions;
  private final TierCatalogue tiers;
  private final Progress progress;

  BurnOutcome(Transactions transactions, TierCatalogue tiers, Progress progress) {
    this.transactions = transactions;
    this.tiers = tiers;
    this.progress = progress;
  }

  /** The burn of this row is final, by the given transaction. */
  Uni<Void> burned(QueueRow row, String signature) {
    return transactions
        .runOnConnection(
            row.traceParent(),
            (connection, events) ->
                UserLock.take(connection, row.userId())
                    .chain(
                        () ->
                            connection
                                .preparedQuery(CLOSE_FINAL)
                                .execute(Tuple.of(row.id(), row.token())))
                    .chain(
                        closed ->
                            closed.rowCount() != 1
                                ? Uni.createFrom().item(false)
                                : recordBurn(
                                        connection,
                                        events,
                                        new Burn(
                                            row.userId(), row.mint(), signature, row.requestId()))
                                    .invoke(() -> events.publish(confirmed(row, signature)))
                                    .replaceWith(true)))
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

  /**
   * An NFT that the chain has burned.
   *
   * @param sagaId null when it was burned outside of an upgrade
   */
  record Burn(UserId user, String mint, String signature, String sagaId) {}

  /** Marks the NFT burned and tells it, once. */
  Uni<Void> recordBurn(SqlConnection connection, Events events, Burn burn) {
    return connection
        .preparedQuery(MARK_BURNED)
        .execute(Tuple.of(burn.signature(), burn.mint(), burn.user().value()))
        .chain(
            marked ->
                marked.rowCount() == 0
                    ? Uni.createFrom().voidItem()
                    : level(connection, burn)
                        .invoke(level -> events.publish(event(burn, level)))
                        .chain(
                            () -> History.add(connection, burn.mint(), "burned", burn.signature()))
                        .chain(
                            () ->
                                connection.preparedQuery(FREE_TIER).execute(Tuple.of(burn.mint())))
                        .replaceWithVoid());
  }

  private static Uni<Integer> level(SqlConnection connection, Burn burn) {
    return connection
        .preparedQuery(LEVEL)
        .execute(Tuple.of(burn.mint(), burn.user().value()))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private NftEvent event(Burn burn, int level) {
    return new NftEvent.Burned(
        Instant.now(),
        new NftEvent.Burned.Data(
            burn.user(),
            level,
            tiers.level(level).name(),
            burn.mint(),
            burn.signature(),
            burn.sagaId()));
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
    String sentence = BurnReasons.sentence(reason);
    return transactions.runOnConnection(
        row.traceParent(),
        (connection, events) ->
            close(connection, row, "refused", reason, sentence)
                .invoke(
                    mine -> {
                      if (mine) {
                        events.publish(
                            new BurnRefused(
                                row.requestId(), row.userId(), row.attempt(), reason, sentence));
                      }
                    })
                .replaceWithVoid());
  }

  private static Uni<Boolean> close(
      SqlConnection connection, QueueRow row, String state, String code, String message) {
    return connection
        .preparedQuery(CLOSE)
        .execute(Tuple.of(state, code, message, row.id(), row.token()))
        .map(updated -> updated.rowCount() == 1);
  }
}
