package io.aiw3.nft.minting.persistence.definition;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What can be minted: pinned definitions of NFTs and those of badges, which never change. */
@ApplicationScoped
public class Definitions {
  private static final String CURRENT =
      "SELECT id FROM nftdefinition WHERE current_level = ? AND pinning_state = 'pinned'";
  private static final String BY_ID =
      "SELECT id, name, symbol, metadata_uri, image_uri FROM nftdefinition"
          + " WHERE id = ? AND pinning_state = 'pinned'";

  private static final String CURRENT_OF_BADGE =
      "SELECT d.id, d.name, d.symbol, d.uri FROM badge_mint m"
          + " JOIN badge_definition d ON d.current_badge = m.badge WHERE m.request_id = ?";
  private static final String OF_BADGE =
      "SELECT id, name, symbol, uri FROM badge_definition WHERE id = ?";

  private final Statements statements;
  private final Map<Integer, Definition> pinned = new ConcurrentHashMap<>();

  Definitions(Statements statements) {
    this.statements = statements;
  }

  /**
   * A definition that can be minted.
   *
   * @param id of an NFT's definition or of a badge's, as the row's purpose says
   * @param imageUri null of a badge
   */
  public record Definition(
      int id, String name, String symbol, String metadataUri, String imageUri) {}

  /** The definition that the row was signed with, else the current one of its level or badge. */
  public Uni<Optional<Definition>> of(QueueRow row) {
    if (row.definitionId() != null) {
      return fixed(row);
    }
    return row.purpose() == MintPurpose.BADGE
        ? badge(CURRENT_OF_BADGE, row.requestId())
        : current(row.level());
  }

  /** The definition that the row was signed with. */
  public Uni<Optional<Definition>> fixed(QueueRow row) {
    return row.purpose() == MintPurpose.BADGE
        ? badge(OF_BADGE, row.definitionId())
        : byId(row.definitionId());
  }

  private Uni<Optional<Definition>> badge(String query, Object key) {
    return statements
        .select(query, key)
        .map(
            rows -> {
              if (rows.size() == 0) {
                return Optional.empty();
              }
              Row row = rows.iterator().next();
              return Optional.of(
                  new Definition(
                      row.getInteger("id"),
                      row.getString("name"),
                      row.getString("symbol"),
                      row.getString("uri"),
                      null));
            });
  }

  private Uni<Optional<Definition>> current(int level) {
    return statements
        .select(CURRENT, level)
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : byId(rows.iterator().next().getInteger(0)));
  }

  public Uni<Optional<Definition>> byId(int id) {
    Definition known = pinned.get(id);
    return known != null
        ? Uni.createFrom().item(Optional.of(known))
        : statements
            .select(BY_ID, id)
            .map(
                rows ->
                    rows.size() == 0
                        ? Optional.<Definition>empty()
                        : Optional.of(read(rows.iterator().next())))
            .invoke(found -> found.ifPresent(definition -> pinned.put(id, definition)));
  }

  private static Definition read(Row row) {
    return new Definition(
        row.getInteger("id"),
        row.getString("name"),
        row.getString("symbol"),
        row.getString("metadata_uri"),
        row.getString("image_uri"));
  }
}
