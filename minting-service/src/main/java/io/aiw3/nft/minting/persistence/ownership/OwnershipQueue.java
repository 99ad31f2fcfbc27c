package io.aiw3.nft.minting.persistence.ownership;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.persistence.Queue;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * When each NFT is checked next. What is due is leased by moving its time into the future, so any
 * number of replicas share the work, and what a dead one had is due again.
 */
@ApplicationScoped
public class OwnershipQueue {
  private static final Logger LOG = Logger.getLogger(OwnershipQueue.class);
  private static final int LONGEST_BACK_OFF_SECONDS = 300;

  /** Read without locks; taken below. */
  private static final String DUE =
      "SELECT id FROM usernft WHERE watch_due_at <= UTC_TIMESTAMP(3)"
          + " ORDER BY watch_due_at LIMIT ?";

  private static final String TAKE =
      "SELECT id, user_id, nft_mint_address, wallet_address, token_account, status, place_slot,"
          + " watch_failures, watched_at, watch_due_at FROM usernft"
          + " WHERE id IN (%s) AND watch_due_at <= UTC_TIMESTAMP(3) FOR UPDATE SKIP LOCKED";
  private static final String LATER =
      "UPDATE usernft SET watch_due_at = IF(status = 'burned', NULL,"
          + " UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND)%s"
          + " WHERE watch_due_at IS NOT NULL AND id IN (%s)";
  private static final String CHECKED =
      ", watched_at = IF(status = 'burned', NULL, UTC_TIMESTAMP(3)), watch_failures = 0";

  /**
   * Counted from when it was due: where all are checked late, it would otherwise wait once more
   * behind all that is late. By how much it may so be early has a limit.
   */
  private static final String AGAIN =
      "UPDATE usernft SET watch_due_at = IF(status = 'burned', NULL,"
          + " GREATEST(?, UTC_TIMESTAMP(3) - INTERVAL %d MICROSECOND) + INTERVAL %d MICROSECOND)"
          + " WHERE watch_due_at IS NOT NULL AND id IN (%s)";

  /** Twice as long after each failure; the time of the last check stays. */
  private static final String FAILED =
      "UPDATE usernft SET watch_due_at = UTC_TIMESTAMP(3)"
          + " + INTERVAL LEAST(%d, POW(2, LEAST(watch_failures, 20))) SECOND,"
          + " watch_failures = watch_failures + 1"
          + " WHERE watch_due_at IS NOT NULL AND id IN (%s)";

  private static final String OLDEST =
      "SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(watched_at), UTC_TIMESTAMP(3)), 0) FROM usernft"
          + " WHERE watched_at IS NOT NULL";

  private final Transactions transactions;
  private final Statements statements;
  private final OwnershipConfig config;

  OwnershipQueue(Transactions transactions, Statements statements, OwnershipConfig config) {
    this.transactions = transactions;
    this.statements = statements;
    this.config = config;
  }

  public Uni<List<WatchedNft>> lease() {
    return statements
        .select(DUE, config.batch())
        .map(rows -> Sql.list(rows, row -> row.getInteger(0)))
        .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : take(ids));
  }

  private Uni<List<WatchedNft>> take(List<Integer> candidates) {
    return transactions.run(
        tx ->
            tx.run(TAKE.formatted(join(candidates)))
                .chain(rows -> mark(tx, rows).replaceWith(() -> read(rows))));
  }

  private Uni<Void> mark(Transaction tx, RowSet<Row> rows) {
    List<Integer> ids = Sql.list(rows, row -> row.getInteger("id"));
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(LATER.formatted(Queue.micros(config.lease()), "", join(ids))).replaceWithVoid();
  }

  /** A row that cannot be read stays leased, and out of the others' way. */
  private static List<WatchedNft> read(Iterable<Row> rows) {
    List<WatchedNft> nfts = new ArrayList<>();
    for (Row row : rows) {
      try {
        nfts.add(WatchedNft.of(row));
      } catch (IllegalArgumentException e) {
        LOG.errorf(
            "NFT ownership cannot be watched mint=%s cause=%s",
            row.getString("nft_mint_address"), e.getMessage());
      }
    }
    return nfts;
  }

  /** Checked: next after the configured time. */
  public Uni<Void> checked(Collection<WatchedNft> nfts) {
    return nfts.isEmpty()
        ? Uni.createFrom().voidItem()
        : statements
            .run(LATER.formatted(Queue.micros(config.age()), CHECKED, ids(nfts)))
            .replaceWithVoid();
  }

  /**
   * Not checked, for a reason that is not theirs.
   *
   * @param nfts of one lease
   */
  public Uni<Void> again(Collection<WatchedNft> nfts, Duration pause) {
    return nfts.isEmpty()
        ? Uni.createFrom().voidItem()
        : statements
            .update(
                AGAIN.formatted(Queue.micros(config.age()), Queue.micros(pause), ids(nfts)),
                nfts.iterator().next().dueAt())
            .replaceWithVoid();
  }

  public Uni<Void> failed(Collection<WatchedNft> nfts) {
    return nfts.isEmpty()
        ? Uni.createFrom().voidItem()
        : statements.run(FAILED.formatted(LONGEST_BACK_OFF_SECONDS, ids(nfts))).replaceWithVoid();
  }

  /** How long ago the oldest check was made. */
  public Uni<Duration> oldestCheck() {
    return statements
        .run(OLDEST)
        .map(rows -> Duration.ofSeconds(Math.max(0, rows.iterator().next().getLong(0))));
  }

  private static String ids(Collection<WatchedNft> nfts) {
    return join(nfts.stream().map(WatchedNft::id).toList());
  }

  private static String join(Collection<Integer> ids) {
    return ids.stream().map(id -> Integer.toString(id)).collect(Collectors.joining(","));
  }
}
