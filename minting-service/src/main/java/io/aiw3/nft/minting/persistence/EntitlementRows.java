package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.domain.EntitlementRules.Facts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** Who has been issued what, and what is known of a user when that is decided. */
public final class EntitlementRows {
  private static final String INSERT =
      "INSERT IGNORE INTO entitlement (name, user_id, nft_level, request_id, state)"
          + " VALUES (?1, ?2, ?3, ?4, ?5)";
  private static final String READ =
      "SELECT request_id, CAST(state AS CHAR) FROM entitlement WHERE name = ?1 FOR UPDATE";
  private static final String PASS_ON =
      "UPDATE entitlement SET request_id = ?2, state = ?3, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE name = ?1 AND state = 'reserved'";
  private static final String FOUND =
      "SELECT e.request_id FROM entitlement e LEFT JOIN usernft n ON n.request_id = e.request_id"
          + " WHERE e.name = ?1 AND e.request_id LIKE CONCAT(?2, '%')"
          + " AND (?3 OR n.status IS NULL OR n.status <> 'burned') FOR UPDATE";
  private static final List<String> OF_SAGA =
      List.of(
          "UPDATE entitlement SET request_id = ?2 WHERE request_id = ?1",
          "UPDATE chain_transaction SET request_id = ?2 WHERE kind = 'mint' AND request_id = ?1",
          "UPDATE usernft SET request_id = ?2 WHERE request_id = ?1");

  private static final String MINTED =
      "UPDATE entitlement SET mint_address = ?, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE name IN (?, ?) AND request_id = ?";

  /** Also of what a replica of an earlier version has queued, which knows no entitlements. */
  private static final String FACTS =
      "SELECT (SELECT COUNT(*) FROM entitlement"
          + " WHERE name = ?1 AND state = 'issued' AND request_id <> ?3)"
          + " + (SELECT COUNT(*) FROM chain_transaction WHERE user_id = ?2 AND kind = 'mint'"
          + " AND nft_level = ?5 AND request_id <> ?3 AND replaces_mint_address IS NULL"
          + " AND state NOT IN ('blocked','refused')),"
          + " (SELECT COUNT(*) FROM usernft WHERE user_id = ?2 AND nft_level <> ?7"
          + " AND status IN ('unlocked','active')),"
          + " (SELECT COUNT(*) FROM usernft"
          + " WHERE nft_mint_address = ?4 AND user_id = ?2 AND nft_level = ?6"
          + " AND status = 'burned'),"
          + " (SELECT COUNT(*) FROM chain_transaction WHERE kind = 'burn' AND request_id = ?3"
          + " AND mint_address = ?4 AND state = 'finalized'),"
          + " (SELECT COUNT(*) FROM nft_reissue WHERE burned_mint_address = ?4)";

  private static final String LEVEL =
      "SELECT CAST(nft_level AS SIGNED) FROM usernft WHERE nft_mint_address = ?1 AND user_id = ?2";
  private static final String BURNS =
      // One that is being renewed is offered all the same.
      "SELECT CAST(IF(state = 'queued' AND transaction_bytes IS NOT NULL, 'offered', state) AS"
          + " CHAR) FROM chain_transaction WHERE kind = 'burn' AND request_id = ?1 FOR UPDATE";
  private static final String CLOSE_UNSIGNED =
      "UPDATE chain_transaction SET state = 'refused', error_code = ?2, error_message = ?3,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE kind = 'burn' AND request_id = ?1 AND state = 'queued'";

  /** A locking read: it is of now, and the reads after it are not of an earlier moment. */
  private static final String OWNER =
      "SELECT user_id FROM usernft WHERE nft_mint_address = ?1 FOR SHARE";

  /** Its upgrade's mint, or a burn of ours that will have one. */
  private static final String SUCCESSORS =
      "SELECT (SELECT COUNT(*) FROM chain_transaction WHERE kind = 'mint'"
          + " AND old_mint_address = ?1 AND state <> 'refused')"
          + " + (SELECT COUNT(*) FROM chain_transaction WHERE kind = 'burn'"
          + " AND mint_address = ?1 AND state NOT IN ('expired','refused'))";

  private static final String REISSUE =
      "INSERT IGNORE INTO nft_reissue (burned_mint_address, user_id, wallet_address, request_id,"
          + " actor, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  private static final String AWARD =
      "SELECT competition_id, CAST(competition_rank AS SIGNED) FROM chain_transaction"
          + " WHERE kind = 'mint' AND request_id = ?1 AND attempt = 1";

  private EntitlementRows() {}

  /** Of an entitlement, by its name in the table. */
  public enum State {
    RESERVED("reserved"),
    ISSUED("issued");

    private final String column;

    State(String column) {
      this.column = column;
    }
  }

  /** 0 if there is one of this name. */
  public static Uni<Integer> insert(
      Transaction tx, String name, UserId user, Integer level, String requestId, State state) {
    return tx.update(INSERT, name, user.value(), level, requestId, state.column);
  }

  /** Gives one that is only reserved to another request. */
  public static Uni<Integer> passOn(Transaction tx, String name, String requestId, State state) {
    return tx.update(PASS_ON, name, requestId, state.column);
  }

  /**
   * Gives what was found on the chain to the saga that asks for it after all.
   *
   * @param burnedToo an NFT that is burned by now, too
   */
  public static Uni<Void> ofSaga(Transaction tx, String name, String sagaId, boolean burnedToo) {
    return tx.select(FOUND, name, QueueRow.FOUND, burnedToo)
        .map(rows -> Sql.first(rows, row -> row.getString(0)))
        .chain(
            found -> {
              Uni<Void> all = Uni.createFrom().voidItem();
              for (String sql : found.isPresent() ? OF_SAGA : List.<String>of()) {
                all = all.chain(() -> tx.update(sql, found.get(), sagaId).replaceWithVoid());
              }
              return all;
            });
  }

  /** A tier that was queued before there were entitlements has one that its row does not name. */
  public static Uni<Void> minted(Transaction tx, QueueRow row, String mint) {
    return tx.update(
            MINTED,
            mint,
            row.entitlement(),
            EntitlementRules.tier(row.userId(), row.level()),
            row.requestId())
        .replaceWithVoid();
  }

  /**
   * A request for a tier.
   *
   * @param oldMint the NFT that is burned for it; empty for a claim
   * @param oldLevel the tiered level below; 0 if there is none
   * @param competitionLevel whose NFTs are no tiers
   */
  public record Request(
      UserId user,
      int level,
      String requestId,
      String oldMint,
      int oldLevel,
      int competitionLevel) {}

  public static Uni<Facts> facts(Transaction tx, Request request) {
    return tx.select(
            FACTS,
            EntitlementRules.tier(request.user(), request.level()),
            request.user().value(),
            request.requestId(),
            request.oldMint(),
            request.level(),
            request.oldLevel(),
            request.competitionLevel())
        .map(rows -> rows.iterator().next())
        .map(row -> new Facts(is(row, 0), is(row, 1), is(row, 2), is(row, 3), is(row, 4)));
  }

  private static boolean is(Row row, int count) {
    return row.getLong(count) > 0;
  }

  /** Which request has an entitlement. */
  public record Holder(String requestId, boolean issued) {}

  /** Of one that there is, locked. */
  public static Uni<Holder> holder(Transaction tx, String name) {
    return tx.select(READ, name)
        .map(rows -> rows.iterator().next())
        .map(row -> new Holder(row.getString(0), State.ISSUED.column.equals(row.getString(1))));
  }

  /** The level of a user's NFT. */
  public static Uni<Optional<Integer>> level(Transaction tx, String mint, UserId user) {
    return tx.select(LEVEL, mint, user.value())
        .map(rows -> Sql.first(rows, row -> row.getInteger(0)));
  }

  /** The states of a request's burns, locked. */
  public static Uni<List<String>> burns(Transaction tx, String requestId) {
    return tx.select(BURNS, requestId).map(rows -> Sql.list(rows, row -> row.getString(0)));
  }

  /** Refuses a burn that nobody has signed. */
  public static Uni<Integer> closeUnsigned(
      Transaction tx, String requestId, String reason, String sentence) {
    return tx.update(CLOSE_UNSIGNED, requestId, reason, sentence);
  }

  /** The user whose NFT it is, or was. */
  public static Uni<Optional<UserId>> owner(Transaction tx, String mint) {
    return tx.select(OWNER, mint)
        .map(rows -> Sql.first(rows, row -> new UserId(row.getInteger(0))));
  }

  /** How many follow a burned NFT. */
  public static Uni<Long> successors(Transaction tx, String mint) {
    return tx.select(SUCCESSORS, mint).map(rows -> rows.iterator().next().getLong(0));
  }

  /** 0 if it was issued again before. */
  public static Uni<Integer> reissue(
      Transaction tx,
      String burnedMint,
      UserId user,
      String wallet,
      String requestId,
      String actor,
      String reason) {
    return tx.update(REISSUE, burnedMint, user.value(), wallet, requestId, actor, reason);
  }

  /**
   * What an NFT was awarded for.
   *
   * @param rank may be null
   */
  public record Award(String competitionId, Integer rank) {}

  public static Uni<Award> award(Transaction tx, String requestId) {
    return tx.select(AWARD, requestId)
        .map(rows -> rows.iterator().next())
        .map(row -> new Award(row.getString(0), row.getInteger(1)));
  }
}
