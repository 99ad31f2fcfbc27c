package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.chain.BurnFinder;
import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.chain.SolanaRpc.Mention;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.sender.MintOutcome.Minted;
import io.aiw3.nft.solana.Addresses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What the sender does to a row after a decision, apart from signing and sending. */
@ApplicationScoped
class Outcomes {
  private static final Logger LOG = Logger.getLogger(Outcomes.class);
  private static final int MENTIONS = 1000;

  private static final String CONFIRMED =
      "UPDATE chain_transaction SET state = 'confirmed', confirmed_at = UTC_TIMESTAMP(3),"
          + " lease_token = NULL, next_action_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND"
          + " WHERE id IN (%s) AND lease_token = '%s'";
  private static final String EXPIRE =
      "UPDATE chain_transaction SET state = 'expired', tier_key = NULL, spent_lamports = 0,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL WHERE id = ?"
          + " AND lease_token = ?";
  private static final String QUEUE_ANEW =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " derivation_name, replaces_mint_address, wallet_address, nft_level, from_level,"
          + " old_mint_address, competition_id, competition_rank, nft_definition_id,"
          + " derivation_version, mint_index, failures, queued_at, traceparent, tier_key,"
          + " next_action_at) SELECT kind, purpose, request_id, attempt + 1, 'queued', user_id,"
          + " derivation_name, replaces_mint_address, wallet_address, nft_level, from_level,"
          + " old_mint_address, competition_id, competition_rank, nft_definition_id,"
          + " derivation_version, mint_index, failures + 1, queued_at, traceparent, ?,"
          + " UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND FROM chain_transaction WHERE id = ?";

  private final Transactions transactions;
  private final SolanaRpc rpc;
  private final Queue queue;
  private final MintOutcome mints;
  private final BurnOutcome burns;
  private final Pace pace;
  private final Progress progress;

  Outcomes(
      Transactions transactions,
      SolanaRpc rpc,
      Queue queue,
      MintOutcome mints,
      BurnOutcome burns,
      Pace pace,
      Progress progress) {
    this.transactions = transactions;
    this.rpc = rpc;
    this.queue = queue;
    this.mints = mints;
    this.burns = burns;
    this.pace = pace;
    this.progress = progress;
  }

  /** Nothing to do now. */
  Uni<Void> release(QueueRow row) {
    return queue.later(row, pace.nextLook(row));
  }

  /** The same for rows of one lease. */
  Uni<Void> release(List<QueueRow> rows) {
    List<Uni<Void>> all = new ArrayList<>();
    rows.stream()
        .collect(Collectors.groupingBy(pace::nextLook))
        .forEach((pause, together) -> all.add(queue.later(together, pause)));
    return Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  /** Rows of one lease whose submission is known. */
  Uni<Void> noteConfirmed(List<QueueRow> rows) {
    return transactions
        .runOnConnection((connection, events) -> confirm(connection, rows))
        .invoke(() -> rows.forEach(progress::confirmed))
        .replaceWithVoid();
  }

  /** One that its owner's wallet has sent itself, unreported. */
  Uni<Void> noteFound(QueueRow row) {
    return transactions
        .runOnConnection(
            row.traceParent(),
            (connection, events) ->
                confirm(connection, List.of(row))
                    .invoke(
                        updated -> {
                          if (updated == 1) {
                            events.publish(
                                new BurnSubmitted(
                                    row.requestId(), row.userId(), row.attempt(), row.signature()));
                          }
                        }))
        .invoke(() -> progress.confirmed(row))
        .replaceWithVoid();
  }

  private Uni<Integer> confirm(SqlConnection connection, List<QueueRow> rows) {
    long pause = Queue.micros(pace.nextLookConfirmed());
    return connection
        .query(CONFIRMED.formatted(pause, Queue.ids(rows), rows.get(0).token()))
        .execute()
        .map(SqlResult::rowCount);
  }

  /** Done by the row's own transaction. */
  Uni<Void> complete(QueueRow row) {
    return row.kind() == TransactionKind.MINT
        ? mints.record(
            new Minted(
                row, row.mint(), row.signature(), row.definitionId(), row.derivationVersion()))
        : burns.burned(row, row.signature());
  }

  /** Done by another transaction, which the chain names. */
  Uni<Void> adopt(QueueRow row) {
    return row.kind() == TransactionKind.MINT
        ? adoptMint(row, row.mint(), row.definitionId(), row.derivationVersion())
        : adoptBurn(row);
  }

  /** The same for a row that has no signature of its own. */
  Uni<Void> adoptMint(QueueRow row, String mint, int definitionId, int keyVersion) {
    return successes(
        row,
        mint,
        signatures -> {
          String oldest = signatures.get(signatures.size() - 1);
          LOG.warnf(
              "existing mint found on chain userId=%s sagaId=%s mint=%s signature=%s",
              row.userId(), row.requestId(), mint, oldest);
          return mints.record(new Minted(row, mint, oldest, definitionId, keyVersion));
        });
  }

  private Uni<Void> adoptBurn(QueueRow row) {
    return BurnFinder.find(rpc.calls(), Addresses.require(row.mint()))
        .chain(signature -> burns.adopted(row, signature));
  }

  /** Final transactions without an error that touched the mint, newest first. */
  private Uni<Void> successes(
      QueueRow row, String mint, Function<List<String>, Uni<Void>> recordThem) {
    return rpc.calls()
        .mentions(Addresses.require(mint), MENTIONS, Commitment.FINALIZED)
        .map(
            mentions -> mentions.stream().filter(m -> !m.failed()).map(Mention::signature).toList())
        .chain(signatures -> signatures.isEmpty() ? release(row) : recordThem.apply(signatures));
  }

  /** Nothing can land any more: a mint is queued again, a burn's saga gets a reply. */
  Uni<Void> expire(QueueRow row) {
    return row.kind() == TransactionKind.BURN ? burns.expired(row) : queueAgain(row);
  }

  private Uni<Void> queueAgain(QueueRow row) {
    LOG.warnf(
        "mint attempt failed userId=%s sagaId=%s mint=%s signature=%s attempt=%d errorCode=%s",
        row.userId(),
        row.requestId(),
        row.mint(),
        row.signature(),
        row.attempt(),
        row.errorClass());
    return transactions.runOnConnection(
        row.traceParent(),
        (connection, events) ->
            connection
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(row.id(), row.token()))
                .chain(
                    closed -> {
                      if (closed.rowCount() != 1) {
                        return Uni.createFrom().voidItem();
                      }
                      if (row.ofSaga()) {
                        events.publish(Delays.reply(row, "MINT_EXPIRED"));
                      }
                      return connection
                          .preparedQuery(QUEUE_ANEW)
                          .execute(
                              Tuple.of(
                                  row.tierKey(),
                                  Queue.micros(pace.backOff(row.failures())),
                                  row.id()))
                          .replaceWithVoid();
                    }));
  }

  Uni<Void> refuse(QueueRow row, String reason) {
    return burns.refused(row, reason);
  }

  /** A burn that has failed, and would again. */
  Uni<Void> refuseSpent(QueueRow row, String error) {
    LOG.warnf(
        "burn failed userId=%s sagaId=%s mint=%s signature=%s attempt=%d errorCode=%s",
        row.userId(), row.requestId(), row.mint(), row.signature(), row.attempt(), error);
    return burns.failed(row, error);
  }
}
