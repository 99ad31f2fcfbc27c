package io.aiw3.nft.minting.persistence.operator;

import static io.aiw3.nft.minting.persistence.operator.OperatorReads.instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** NFTs that administrators issued again, the newest first, with where their mints are. */
@ApplicationScoped
public class ReissueReads {
  /** The newest attempt of each; one more than the page shows whether there is another page. */
  private static final String PAGE =
      "SELECT r.id, r.burned_mint_address, r.user_id, r.wallet_address, r.request_id, r.actor,"
          + " r.reason, r.at, t.nft_level, t.state, t.mint_address, t.signature, t.error_code FROM"
          + " nft_reissue r LEFT JOIN chain_transaction t ON t.id = (SELECT MAX(n.id) FROM"
          + " chain_transaction n WHERE n.kind = 'mint' AND n.request_id = r.request_id)"
          + " WHERE r.id < ? ORDER BY r.id DESC LIMIT ?";

  private final Statements statements;

  ReissueReads(Statements statements) {
    this.statements = statements;
  }

  /** A page of them. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record ReissuePage(
      List<ReissueRow> items,
      @Schema(
              nullable = true,
              description = "Value of cursor for the next page; null on the last one")
          String next) {
    public ReissuePage {
      items = List.copyOf(items);
    }
  }

  /** An NFT that was issued again. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ReissuedNft")
  public record ReissueRow(
      @Schema(description = "Mint address of the burned NFT, base58, 32 to 44 characters")
          String burnedMintAddress,
      UserId userId,
      @Schema(nullable = true, description = "Level that is minted", minimum = "1") Integer level,
      String walletAddress,
      @Schema(description = "Id of the mint, 1 to 80 characters; finds it in a search")
          String requestId,
      @Schema(description = "sub of the administrator") String actor,
      @Schema(description = "Why, as the administrator wrote it") String reason,
      Instant at,
      @Schema(
              nullable = true,
              enumeration = {
                "blocked",
                "queued",
                "prepared",
                "sent",
                "confirmed",
                "finalized",
                "expired",
                "failed",
                "refused"
              },
              description = "State of its mint; null: the mint is not queued")
          String state,
      @Schema(nullable = true, description = "Mint address of the new NFT; null until it is known")
          String mintAddress,
      @Schema(
              nullable = true,
              description = "Signature of its transaction, base58; null until it is signed")
          String signature,
      @Schema(nullable = true, description = "Why the mint waits or failed; null: nothing is wrong")
          String errorCode) {
    static ReissueRow of(Row row) {
      return new ReissueRow(
          row.getString("burned_mint_address"),
          new UserId(row.getInteger("user_id")),
          row.getInteger("nft_level"),
          row.getString("wallet_address"),
          row.getString("request_id"),
          row.getString("actor"),
          row.getString("reason"),
          instant(row.getLocalDateTime("at")),
          row.getString("state"),
          row.getString("mint_address"),
          row.getString("signature"),
          row.getString("error_code"));
    }
  }

  private record Numbered(long id, ReissueRow row) {}

  /**
   * @param before next of the page before; null for the first
   */
  public Uni<ReissuePage> page(Long before, int pageSize) {
    return statements
        .select(PAGE, before == null ? Long.MAX_VALUE : before, pageSize + 1)
        .map(
            rows -> {
              List<Numbered> found =
                  Sql.list(rows, row -> new Numbered(row.getLong("id"), ReissueRow.of(row)));
              List<Numbered> shown = found.subList(0, Math.min(pageSize, found.size()));
              return new ReissuePage(
                  shown.stream().map(Numbered::row).toList(),
                  found.size() > pageSize ? Long.toString(shown.get(pageSize - 1).id()) : null);
            });
  }
}
