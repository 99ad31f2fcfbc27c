package io.aiw3.nft.qualification.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What administrators see of users beside their standing. */
@ApplicationScoped
public class AdminUsers {
  private static final String KNOWN = "SELECT 1 FROM `user` WHERE id = ?";
  private static final String LINKS =
      "SELECT wallet_address, position, linked_from, linked_until FROM wallet_link"
          + " WHERE user_id = ? ORDER BY linked_from DESC, wallet_address LIMIT 100";
  private static final String LEVELS =
      "SELECT current_nft_level, COUNT(*) FROM `user` GROUP BY current_nft_level"
          + " ORDER BY current_nft_level";

  private final Statements statements;

  AdminUsers(Statements statements) {
    this.statements = statements;
  }

  /** A wallet that a user has or had. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record LinkedWallet(
      String walletAddress,
      @Schema(description = "1: the user was the wallet's first") int position,
      Instant linkedFrom,
      @Schema(nullable = true, description = "Null while it is linked") Instant linkedUntil) {}

  /** How many users hold an NFT of a level. */
  public record LevelCount(
      @Schema(description = "Of the tiered NFT held; 0: none is held") int level, long users) {}

  public Uni<Boolean> isKnown(int user) {
    return statements.select(KNOWN, user).map(rows -> rows.size() > 0);
  }

  /** The newest 100. */
  public Uni<List<LinkedWallet>> wallets(int user) {
    return statements
        .select(LINKS, user)
        .map(
            rows -> {
              List<LinkedWallet> links = new ArrayList<>(rows.size());
              for (Row row : rows) {
                links.add(
                    new LinkedWallet(
                        row.getString(0),
                        row.getInteger(1),
                        Columns.instant(row.getLocalDateTime(2)),
                        Columns.instant(row.getLocalDateTime(3))));
              }
              return links;
            });
  }

  public Uni<List<LevelCount>> byLevel() {
    return statements
        .run(LEVELS)
        .map(rows -> Sql.list(rows, row -> new LevelCount(row.getInteger(0), row.getLong(1))));
  }
}
