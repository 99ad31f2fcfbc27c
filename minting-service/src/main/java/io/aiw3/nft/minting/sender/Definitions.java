package io.aiw3.nft.minting.sender;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The definitions that can be minted: pinned ones, which never change. */
@ApplicationScoped
class Definitions {
  private static final String CURRENT =
      "SELECT id FROM nftdefinition WHERE current_level = ? AND pinning_state = 'pinned'";
  private static final String BY_ID =
      "SELECT id, name, symbol, metadata_uri, image_uri FROM nftdefinition"
          + " WHERE id = ? AND pinning_state = 'pinned'";

  private final Pool pool;
  private final Map<Integer, Definition> pinned = new ConcurrentHashMap<>();

  Definitions(Pool pool) {
    this.pool = pool;
  }

  /** A pinned definition. */
  record Definition(int id, String name, String symbol, String metadataUri, String imageUri) {}

  /** The definition that the row was signed with, else the current one of its level. */
  Uni<Optional<Definition>> of(QueueRow row) {
    return row.definitionId() == null ? current(row.level()) : byId(row.definitionId());
  }

  private Uni<Optional<Definition>> current(int level) {
    return pool.preparedQuery(CURRENT)
        .execute(Tuple.of(level))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : byId(rows.iterator().next().getInteger(0)));
  }

  Uni<Optional<Definition>> byId(int id) {
    Definition known = pinned.get(id);
    return known != null
        ? Uni.createFrom().item(Optional.of(known))
        : pool.preparedQuery(BY_ID)
            .execute(Tuple.of(id))
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
