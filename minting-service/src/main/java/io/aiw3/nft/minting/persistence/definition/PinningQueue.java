package io.aiw3.nft.minting.persistence.definition;

import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.Queue;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** The definitions that are not on IPFS yet, by when each is tried next. */
@ApplicationScoped
public class PinningQueue {
  private static final int LONGEST_ERROR = 500;

  private static final String DUE =
      "SELECT id FROM nftdefinition WHERE next_action_at <= UTC_TIMESTAMP(3)"
          + " ORDER BY next_action_at LIMIT 1 FOR UPDATE SKIP LOCKED";
  private static final String LEASE =
      "UPDATE nftdefinition SET next_action_at = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND"
          + " WHERE id = ?";
  private static final String READ =
      "SELECT d.id, d.nft_level, d.revision, d.name, d.symbol, d.description, d.image,"
          + " d.pinning_attempts, (SELECT e.image_cid FROM nftdefinition e WHERE e.nft_level ="
          + " d.nft_level AND e.revision < d.revision AND e.image_cid IS NOT NULL"
          + " ORDER BY e.revision DESC LIMIT 1) AS earlier_image"
          + " FROM nftdefinition d WHERE d.id = ?";
  private static final String FAILED =
      "UPDATE nftdefinition SET pinning_attempts = pinning_attempts + 1, pinning_error = ?,"
          + " updatedAt = UTC_TIMESTAMP(3),"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND WHERE id = ?";
  private static final String LEVELS = "SELECT DISTINCT nft_level FROM nftdefinition";
  private static final String FIRST =
      "INSERT IGNORE INTO nftdefinition (nft_level, revision, current_level, name, symbol,"
          + " description, image, next_action_at)"
          + " VALUES (?1, 1, ?1, ?2, ?3, ?4, ?5, UTC_TIMESTAMP(3))";

  private final Transactions transactions;
  private final Statements statements;

  PinningQueue(Transactions transactions, Statements statements) {
    this.transactions = transactions;
    this.statements = statements;
  }

  /**
   * A definition to be pinned.
   *
   * @param image null: that of the revision before, which is pinned
   * @param earlierImage CID of that one; null if there is none
   * @param attempts that failed
   */
  public record Unpinned(
      int id,
      int level,
      int revision,
      String name,
      String symbol,
      String description,
      Buffer image,
      String earlierImage,
      int attempts) {
    static Unpinned of(Row row) {
      return new Unpinned(
          row.getInteger("id"),
          row.getInteger("nft_level"),
          row.getInteger("revision"),
          row.getString("name"),
          row.getString("symbol"),
          row.getString("description"),
          row.getBuffer("image"),
          row.getString("earlier_image"),
          row.getInteger("pinning_attempts"));
    }
  }

  /** Takes the one that is due for a while; null when none is. */
  public Uni<Unpinned> lease() {
    return transactions
        .run(
            tx ->
                tx.run(DUE)
                    .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getInteger(0))
                    .call(id -> id == null ? Uni.createFrom().voidItem() : tx.update(LEASE, id)))
        .chain(id -> id == null ? Uni.createFrom().nullItem() : read(id));
  }

  private Uni<Unpinned> read(int id) {
    return statements.select(READ, id).map(rows -> Unpinned.of(rows.iterator().next()));
  }

  /** It is due again after {@code pause}. */
  public Uni<Void> failed(int id, String error, Duration pause) {
    return statements
        .update(
            FAILED,
            error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
            Queue.micros(pause),
            id)
        .replaceWithVoid();
  }

  /** The levels that have a definition. */
  public Uni<Set<Integer>> levels() {
    return statements.run(LEVELS).map(rows -> Set.copyOf(Sql.list(rows, row -> row.getInteger(0))));
  }

  /** Adds the first definition of a level, unless it has one. */
  public Uni<Void> addFirst(Tier tier, byte[] art) {
    return statements
        .update(FIRST, tier.level(), tier.name(), tier.symbol(), tier.description(), art)
        .replaceWithVoid();
  }
}
