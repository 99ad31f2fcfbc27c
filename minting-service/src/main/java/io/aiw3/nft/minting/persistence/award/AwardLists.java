package io.aiw3.nft.minting.persistence.award;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads the awards of a competition, how far each mint is, and the audit. */
@ApplicationScoped
public class AwardLists {
  private static final int MOST = 1000;
  private static final String AWARDS =
      "SELECT a.user_id, a.competition_rank, a.request_id, a.awarded_by, a.createdAt,"
          + " a.state AS award_state,"
          + " (SELECT t.state FROM chain_transaction t WHERE t.kind = 'mint'"
          + " AND t.request_id = a.request_id ORDER BY t.attempt DESC LIMIT 1) AS mint_state,"
          + " n.nft_mint_address, n.mint_transaction"
          + " FROM competition_award a LEFT JOIN usernft n ON n.request_id = a.request_id"
          + " WHERE a.competition_id = ? ORDER BY a.id LIMIT ?";
  private static final String AUDIT =
      "SELECT actor, at, reason, CAST(recipients AS CHAR) AS recipients FROM competition_audit"
          + " WHERE competition_id = ? ORDER BY id LIMIT ?";

  private static final TypeReference<List<AwardOutcome>> OUTCOMES = new TypeReference<>() {};

  private final Statements statements;

  AwardLists(Statements statements) {
    this.statements = statements;
  }

  /** A competition's awards and who made them. */
  public record AwardList(String competitionId, List<Award> awards, List<Entry> audit) {
    public AwardList {
      awards = List.copyOf(awards);
      audit = List.copyOf(audit);
    }
  }

  /**
   * One award.
   *
   * @param state waiting_for_wallet, or that of the mint: queued, sent, confirmed, finalized
   */
  @Schema(name = "CompetitionAward")
  public record Award(
      UserId userId,
      @Schema(nullable = true) Integer rank,
      String requestId,
      String awardedBy,
      Instant awardedAt,
      @Schema(
              enumeration = {
                "waiting_for_wallet",
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
      @Schema(nullable = true) String mintAddress,
      @Schema(nullable = true) String mintTransaction) {}

  /** One line of the audit. */
  public record Entry(
      String actor,
      Instant at,
      @Schema(nullable = true) String reason,
      List<AwardOutcome> recipients) {}

  /** The first thousand of each. */
  public Uni<AwardList> of(String competitionId) {
    return statements
        .select(AWARDS, competitionId, MOST)
        .map(rows -> Sql.list(rows, AwardLists::award))
        .chain(
            awards ->
                statements
                    .select(AUDIT, competitionId, MOST)
                    .map(rows -> Sql.list(rows, AwardLists::entry))
                    .map(audit -> new AwardList(competitionId, awards, audit)));
  }

  private static Award award(Row row) {
    String mint = row.getString("mint_state");
    return new Award(
        new UserId(row.getInteger("user_id")),
        row.getInteger("competition_rank"),
        row.getString("request_id"),
        row.getString("awarded_by"),
        row.getLocalDateTime("createdAt").toInstant(ZoneOffset.UTC),
        mint == null ? row.getString("award_state") : mint,
        row.getString("nft_mint_address"),
        row.getString("mint_transaction"));
  }

  private static Entry entry(Row row) {
    try {
      return new Entry(
          row.getString("actor"),
          row.getLocalDateTime("at").toInstant(ZoneOffset.UTC),
          row.getString("reason"),
          ContractJson.mapper().readValue(row.getString("recipients"), OUTCOMES));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored audit is not JSON", e);
    }
  }
}
