package io.aiw3.nft.minting.persistence.definition;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/**
 * The table {@code nftdefinition}, to which revisions are added and in which none is changed. A new
 * one waits in the {@link PinningQueue}.
 */
public final class DefinitionRows {
  private static final String FIRST =
      "INSERT IGNORE INTO nftdefinition (nft_level, revision, current_level, name, symbol,"
          + " description, image, created_by, next_action_at)"
          + " VALUES (?1, 1, ?1, ?2, ?3, ?4, ?6, ?5, UTC_TIMESTAMP(3))";
  private static final String NEXT =
      "INSERT INTO nftdefinition (nft_level, revision, name, symbol, description, created_by,"
          + " image, next_action_at)"
          + " SELECT nft_level, revision + 1, ?2, ?3, ?4, ?5, %s, UTC_TIMESTAMP(3)"
          + " FROM nftdefinition WHERE nft_level = ?1 ORDER BY revision DESC LIMIT 1";
  private static final String WITH_IMAGE = NEXT.formatted("?6");
  private static final String SAME_IMAGE = NEXT.formatted("image");
  private static final String ARTWORK =
      "SELECT d.nft_level, d.name, d.description, d.image_uri, d.metadata_uri FROM nftdefinition d"
          + " JOIN (SELECT nft_level, MAX(revision) AS revision FROM nftdefinition WHERE"
          + " pinning_state = 'pinned' GROUP BY nft_level) newest ON newest.nft_level = d.nft_level"
          + " AND newest.revision = d.revision ORDER BY d.nft_level";

  private DefinitionRows() {}

  /**
   * What an administrator defined.
   *
   * @param image null: that of the newest revision
   */
  public record NewRevision(
      int level, String name, String symbol, String description, Buffer image, String admin) {}

  /** The newest pinned revision of a level, without the image itself. */
  public record PinnedArt(
      int level, String name, String description, String imageUri, String metadataUri) {
    static PinnedArt of(Row row) {
      return new PinnedArt(
          row.getInteger("nft_level"),
          row.getString("name"),
          row.getString("description"),
          row.getString("image_uri"),
          row.getString("metadata_uri"));
    }
  }

  /** Returns whether it was added; the level has a definition otherwise. */
  public static Uni<Boolean> addFirst(Transaction tx, NewRevision first) {
    return insert(tx, FIRST, first);
  }

  /** Returns whether it was added; the level has no definition otherwise. */
  public static Uni<Boolean> addNext(Transaction tx, NewRevision next) {
    return next.image() == null
        ? tx.update(
                SAME_IMAGE,
                next.level(),
                next.name(),
                next.symbol(),
                next.description(),
                next.admin())
            .map(count -> count > 0)
        : insert(tx, WITH_IMAGE, next);
  }

  private static Uni<Boolean> insert(Transaction tx, String sql, NewRevision revision) {
    return tx.update(
            sql,
            revision.level(),
            revision.name(),
            revision.symbol(),
            revision.description(),
            revision.admin(),
            revision.image().getBytes())
        .map(count -> count > 0);
  }

  /** By level. */
  public static Uni<List<PinnedArt>> pinned(Sql sql) {
    return sql.run(ARTWORK).map(rows -> Sql.list(rows, PinnedArt::of));
  }
}
