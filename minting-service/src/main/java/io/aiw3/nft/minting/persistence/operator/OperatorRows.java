package io.aiw3.nft.minting.persistence.operator;

import static io.aiw3.nft.minting.persistence.operator.OperatorReads.instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What operators read, as they are shown it. */
public final class OperatorRows {
  private OperatorRows() {}

  /** One attempt at a transaction. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ChainTransaction")
  public record ChainTransactionRow(
      String id,
      @Schema(enumeration = {"mint", "burn"}) String kind,
      @Schema(
              enumeration = {"claim", "upgrade", "award", "badge"},
              description = "What it is for")
          String purpose,
      @Schema(description = "The operation or award that requires it") String requestId,
      @Schema(description = "1 for the first") int attempt,
      @Schema(
              enumeration = {
                "blocked",
                "queued",
                "offered",
                "signed",
                "prepared",
                "sent",
                "confirmed",
                "finalized",
                "expired",
                "failed",
                "refused"
              },
              description =
                  "blocked: waits for an earlier one; offered: a burn that the owner may sign;"
                      + " refused: a burn that cannot be signed")
          String state,
      @Schema(nullable = true, description = "The level that is minted") Integer level,
      @Schema(nullable = true) String mintAddress,
      @Schema(nullable = true) String signature,
      @Schema(description = "How often it was sent") int sends,
      @Schema(nullable = true) String errorCode,
      @Schema(nullable = true) String errorMessage,
      @Schema(nullable = true, description = "When it is worked on next") Instant nextActionAt,
      Instant queuedAt,
      @Schema(nullable = true, description = "Null while it is open") Instant closedAt) {
    static ChainTransactionRow of(Row row) {
      return new ChainTransactionRow(
          Long.toString(row.getLong("id")),
          row.getString("kind"),
          row.getString("purpose"),
          row.getString("request_id"),
          row.getInteger("attempt"),
          row.getString("state"),
          row.getInteger("nft_level"),
          row.getString("mint_address"),
          row.getString("signature"),
          row.getInteger("sends"),
          row.getString("error_code"),
          row.getString("error_message"),
          instant(row.getLocalDateTime("next_action_at")),
          instant(row.getLocalDateTime("queued_at")),
          instant(row.getLocalDateTime("closed_at")));
    }
  }

  /** A competition's award. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "UserAward")
  public record UserAward(
      String competitionId,
      @Schema(nullable = true, description = "1 to 3; null without a rank") Integer rank,
      @Schema(enumeration = {"waiting_for_wallet", "queued"}) String state,
      String requestId,
      @Schema(description = "sub of the manager, or competition-results") String awardedBy,
      Instant at) {
    static UserAward of(Row row) {
      return new UserAward(
          row.getString("competition_id"),
          row.getInteger("competition_rank"),
          row.getString("state"),
          row.getString("request_id"),
          row.getString("awarded_by"),
          instant(row.getLocalDateTime("createdAt")));
    }
  }

  /** What was finalized on a day. */
  @Schema(name = "ChainDay")
  public record Day(LocalDate day, long mints, long burns) {
    static Day of(Row row) {
      return new Day(row.getLocalDate("day"), row.getLong("mints"), row.getLong("burns"));
    }
  }

  /** Transactions of a kind in a state. */
  @Schema(name = "ChainQueue")
  public record Queued(
      @Schema(enumeration = {"mint", "burn"}) String kind,
      @Schema(
              enumeration = {
                "blocked",
                "queued",
                "offered",
                "signed",
                "prepared",
                "sent",
                "confirmed",
                "finalized",
                "expired",
                "failed",
                "refused"
              })
          String state,
      long count,
      @Schema(description = "When the oldest of them was queued") Instant oldestAt) {
    static Queued of(Row row) {
      return new Queued(
          row.getString("kind"),
          row.getString("state"),
          row.getLong("count"),
          instant(row.getLocalDateTime("oldest")));
    }
  }

  /**
   * Counted at once.
   *
   * @param definitions that wait for their pin
   * @param awards that wait for a wallet
   * @param spent lamports since midnight UTC
   */
  public record Counts(long definitions, long awards, long spent) {
    static Counts of(Row row) {
      return new Counts(row.getLong("definitions"), row.getLong("awards"), row.getLong("spent"));
    }
  }
}
