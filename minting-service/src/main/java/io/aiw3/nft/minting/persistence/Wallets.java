package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The wallets of the platform's users, for what is minted without the orchestrator's command. */
public final class Wallets {
  private static final String WALLET =
      "SELECT COALESCE(wallet_address, '') FROM user WHERE id = ?1 AND NOT removed FOR UPDATE";

  private static final String KNOWN =
      "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', platform_updated_at), platform_offset"
          + " FROM user WHERE id = ?1 FOR UPDATE";
  private static final String SAVE =
      "UPDATE user SET wallet_address = ?2, removed = ?3, platform_updated_at = ?4,"
          + " platform_offset = ?5, updatedAt = UTC_TIMESTAMP(3) WHERE id = ?1";

  private Wallets() {}

  /** The platform's record of a user that is known: its time and its place in the topic. */
  public record Known(Instant at, long offset) {}

  /** Empty while no wallet is linked. */
  public static Uni<Optional<String>> of(Transaction tx, UserId user) {
    return tx.select(WALLET, user.value())
        .map(rows -> Sql.first(rows, row -> row.getString(0)).filter(wallet -> !wallet.isEmpty()));
  }

  /** Of a user whose row is there: the caller holds its {@link UserLock}. */
  public static Uni<Known> known(Transaction tx, UserId user) {
    return tx.select(KNOWN, user.value())
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Known(Instant.EPOCH.plus(row.getLong(0), ChronoUnit.MICROS), row.getLong(1)));
  }

  /**
   * @param knownAt the time of the record that this one replaces
   */
  public static Uni<Void> save(Transaction tx, UserChange change, Instant knownAt) {
    return tx.update(
            SAVE,
            change.user().value(),
            change.wallet(),
            change.removed(),
            LocalDateTime.ofInstant(change.timeAfter(knownAt), ZoneOffset.UTC),
            change.offset())
        .replaceWithVoid();
  }
}
