package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.qualification.domain.KnownNft;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The NFTs of a user, burned and departed ones among them. */
@ApplicationScoped
public class KnownNfts {
  /** Those in the wallet come first, so that the limit never hides them. */
  private static final String SELECT =
      "SELECT mint_address, nft_level, nft_name, status, minted_at, burned_at FROM nft"
          + " WHERE user_id = ? ORDER BY status IN ('unlocked', 'active') DESC, id DESC LIMIT 500";

  /** At most 500, those in the user's wallet first, then the newest first. */
  public Uni<List<KnownNft>> of(Sql sql, int user) {
    return sql.select(SELECT, user).map(rows -> Sql.list(rows, KnownNfts::nft));
  }

  private static KnownNft nft(Row row) {
    return new KnownNft(
        row.getString("mint_address"),
        row.getInteger("nft_level"),
        row.getString("nft_name"),
        WireName.parse(NftStatus.class, row.getString("status")),
        Columns.instant(row.getLocalDateTime("minted_at")),
        Columns.instant(row.getLocalDateTime("burned_at")));
  }
}
