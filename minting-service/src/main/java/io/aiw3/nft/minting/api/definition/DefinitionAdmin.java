package io.aiw3.nft.minting.api.definition;

import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.definition.DefinitionRows;
import io.aiw3.nft.minting.persistence.definition.DefinitionRows.NewRevision;
import io.aiw3.nft.minting.persistence.definition.NftDefinition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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
    return DefinitionRows.addFirst(tx, revision(level, request, image, admin))
        .invoke(
            added -> {
              if (!added) {
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
    return DefinitionRows.addNext(tx, revision(level, request, image, admin))
        .invoke(
            added -> {
              if (!added) {
                throw new NotFoundException("definition of level", Integer.toString(level));
              }
            })
        .chain(() -> newest(level, admin));
  }

  private static NewRevision revision(
      int level, DefinitionRequest request, byte[] image, String admin) {
    return new NewRevision(
        level,
        request.name(),
        request.symbol(),
        request.description(),
        image == null ? null : Buffer.buffer(image),
        admin);
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
