package io.aiw3.nft.minting.api.definition;

import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.NftDefinition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Definitions are added, never changed: what was minted keeps its own. A new revision is pinned
 * first, and then becomes the one that is minted.
 */
@ApplicationScoped
class DefinitionAdmin {
  private static final Logger LOG = Logger.getLogger(DefinitionAdmin.class);

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

  Uni<Page<DefinitionView>> page(Integer level, int page, int pageSize) {
    return Panache.withSession(
        () -> {
          PanacheQuery<NftDefinition> all =
              level == null
                  ? NftDefinition.find("order by level, revision desc")
                  : NftDefinition.find("level = ?1 order by revision desc", level);
          all.page(page - 1, pageSize);
          return all.count()
              .chain(
                  total ->
                      all.list()
                          .map(
                              items ->
                                  new Page<>(
                                      items.stream().map(DefinitionView::of).toList(),
                                      page,
                                      pageSize,
                                      total)));
        });
  }

  Uni<DefinitionView> create(
      Transaction tx, int level, DefinitionRequest request, byte[] image, String admin) {
    return insert(tx, FIRST, level, request, admin, image)
        .invoke(
            inserted -> {
              if (inserted == 0) {
                throw new ConflictException(
                    ErrorCode.DEFINITION_EXISTS,
                    "This level has a definition; replace it with PUT.",
                    Map.of("level", level));
              }
            })
        .chain(() -> newest(level, admin));
  }

  /**
   * @param image null to keep that of the newest revision
   */
  Uni<DefinitionView> replace(
      Transaction tx, int level, DefinitionRequest request, byte[] image, String admin) {
    Uni<Integer> inserted =
        image == null
            ? insert(tx, SAME_IMAGE, level, request, admin)
            : insert(tx, WITH_IMAGE, level, request, admin, image);
    return inserted
        .invoke(
            count -> {
              if (count == 0) {
                throw new NotFoundException("definition of level", Integer.toString(level));
              }
            })
        .chain(() -> newest(level, admin));
  }

  private static Uni<Integer> insert(
      Transaction tx, String sql, int level, DefinitionRequest request, String admin) {
    return tx.update(sql, level, request.name(), request.symbol(), request.description(), admin);
  }

  private static Uni<Integer> insert(
      Transaction tx,
      String sql,
      int level,
      DefinitionRequest request,
      String admin,
      byte[] image) {
    return tx.update(
        sql, level, request.name(), request.symbol(), request.description(), admin, image);
  }

  private static Uni<DefinitionView> newest(int level, String admin) {
    return NftDefinition.<NftDefinition>find("level = ?1 order by revision desc", level)
        .firstResult()
        .map(DefinitionView::of)
        .invoke(
            added ->
                LOG.infof(
                    "definition added level=%d revision=%d admin=%s",
                    added.level(), added.revision(), admin));
  }
}
