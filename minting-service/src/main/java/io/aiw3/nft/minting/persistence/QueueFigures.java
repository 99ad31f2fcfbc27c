package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The queue in numbers, over all replicas. */
@ApplicationScoped
public class QueueFigures {
  /** Reasons that do not pass by themselves, as a list of SQL. */
  private static final String PROVIDED_BY_OPERATORS =
      "'DEFINITION_NOT_PINNED','BADGE_NOT_DEFINED','WALLET_BALANCE_LOW','SPENDING_LIMIT',"
          + "'DERIVATION_SECRET_MISSING','SIGNER_AWAY'";

  private static final String COUNT =
      "SELECT COALESCE(SUM(state IN ('queued','blocked')), 0) AS waiting, COALESCE(SUM(state ="
          + " 'sent'), 0) AS in_flight, COALESCE(SUM(state = 'confirmed'), 0) AS confirmed,"
          + " COALESCE(SUM(state IN ('offered','prepared')), 0) AS prepared, COALESCE(SUM(state ="
          + " 'queued' AND queued_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND), 0) AS unsent,"
          + " COALESCE(SUM(state = 'sent' AND signed_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND), 0)"
          + " AS unconfirmed, COALESCE(SUM(late AND NOT provided), 0) AS stuck,"
          + " COALESCE(SUM(late AND provided), 0) AS blocked FROM (SELECT state, queued_at,"
          + " signed_at, state NOT IN ('offered','prepared') AND queued_at < UTC_TIMESTAMP(3) -"
          + " INTERVAL ? SECOND AS late, state = 'queued' AND COALESCE(error_code, '') IN ("
          + PROVIDED_BY_OPERATORS
          + ") AS provided FROM chain_transaction WHERE state IN"
          + " ('blocked','queued','offered','signed','prepared','sent','confirmed')) AS unfinished";
  private static final String UNPINNED =
      "SELECT (SELECT COUNT(*) FROM badge_asset WHERE pinning_error IS NOT NULL) + (SELECT COUNT(*)"
          + " FROM nftdefinition WHERE pinning_state <> 'pinned' AND pinning_error IS NOT NULL)";
  private static final String TODAY =
      "SELECT COALESCE(SUM(spent_lamports), 0) FROM chain_transaction WHERE signed_at >="
          + " UTC_DATE()";
  private static final String SPENT =
      "SELECT COUNT(*) AS transactions, COALESCE(SUM(kind = 'mint'), 0) AS mints,"
          + " COALESCE(SUM(spent_lamports), 0) AS total, COALESCE(SUM(priority_lamports), 0) AS"
          + " priority, COALESCE(SUM(IF(signed_at >= UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE,"
          + " spent_lamports, 0)), 0) AS short_window FROM chain_transaction WHERE signed_at >="
          + " UTC_TIMESTAMP(3) - INTERVAL 24 HOUR AND spent_lamports > 0";

  private final Statements statements;

  QueueFigures(Statements statements) {
    this.statements = statements;
  }

  /**
   * Rows that have not ended.
   *
   * @param stuck wait long, and not for what operators provide
   * @param blocked wait long for what operators provide
   */
  public record Counts(
      long waiting,
      long inFlight,
      long confirmed,
      long prepared,
      long unsent,
      long unconfirmed,
      long stuck,
      long blocked) {}

  /**
   * @param unsent for how long a row may be queued
   * @param unconfirmed for how long one may be sent
   * @param late after which a row waits long
   */
  public Uni<Counts> counts(Duration unsent, Duration unconfirmed, Duration late) {
    return statements
        .select(COUNT, unsent.toSeconds(), unconfirmed.toSeconds(), late.toSeconds())
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Counts(
                    row.getLong("waiting"),
                    row.getLong("in_flight"),
                    row.getLong("confirmed"),
                    row.getLong("prepared"),
                    row.getLong("unsent"),
                    row.getLong("unconfirmed"),
                    row.getLong("stuck"),
                    row.getLong("blocked")));
  }

  /** Definitions and badges that could not be put on IPFS when it was last tried. */
  public Uni<Long> unpinned() {
    return statements.run(UNPINNED).map(rows -> rows.iterator().next().getLong(0));
  }

  /** Lamports of what was signed since midnight UTC and can have landed. */
  public Uni<Long> spentToday() {
    return statements.run(TODAY).map(rows -> rows.iterator().next().getLong(0));
  }

  /**
   * What was signed in the last 24 hours.
   *
   * @param total in lamports, as priority and shortWindow
   * @param shortWindow of the last ten minutes
   */
  public record Spent(long transactions, long mints, long total, long priority, long shortWindow) {}

  public Uni<Spent> spent() {
    return statements
        .run(SPENT)
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Spent(
                    row.getLong("transactions"),
                    row.getLong("mints"),
                    row.getLong("total"),
                    row.getLong("priority"),
                    row.getLong("short_window")));
  }
}
