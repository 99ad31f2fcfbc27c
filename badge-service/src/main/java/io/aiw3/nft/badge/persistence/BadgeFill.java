package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives badges that were awarded before the catalogue named metadata, or an image, what it names
 * now. A step is a transaction of few rows, by one replica; the next one, of any replica, begins
 * where it ended. Nothing is published: the next event of a badge has it.
 */
@ApplicationScoped
public class BadgeFill {
  static final int AT_ONCE = 1000;
  private static final String TAKE =
      "SELECT next_id FROM badge_fill WHERE name = 'assets' AND due_at <= UTC_TIMESTAMP(3)"
          + " FOR UPDATE SKIP LOCKED";
  private static final String NEXT =
      "SELECT id, badge, metadata_uri IS NULL OR image_uri IS NULL FROM badge WHERE id >= ?"
          + " ORDER BY id LIMIT "
          + AT_ONCE;
  private static final String FILL =
      "UPDATE badge SET metadata_uri = COALESCE(metadata_uri, ?), image_uri = COALESCE(image_uri,"
          + " ?) WHERE id IN ";
  private static final String GO_ON = "UPDATE badge_fill SET next_id = ? WHERE name = 'assets'";

  /** A replica of the release before may still award without. */
  private static final String BEGIN_AGAIN =
      "UPDATE badge_fill SET next_id = 0, due_at = UTC_TIMESTAMP(3) + INTERVAL 1 DAY WHERE name ="
          + " 'assets'";

  private final Transactions transactions;
  private final BadgeCatalogue catalogue;

  BadgeFill(Transactions transactions, BadgeCatalogue catalogue) {
    this.transactions = transactions;
    this.catalogue = catalogue;
  }

  private record Found(int id, String badge, boolean lacks) {
    static Found of(Row row) {
      return new Found(row.getInteger(0), row.getString(1), row.getInteger(2) != 0);
    }
  }

  /** Reads the next badges and fills them; returns whether there are more. */
  public Uni<Boolean> step() {
    return transactions.run(
        tx ->
            tx.run(TAKE)
                .chain(
                    rows ->
                        Sql.first(rows, row -> row.getInteger(0))
                            .map(from -> step(tx, from))
                            .orElseGet(() -> Uni.createFrom().item(false))));
  }

  private Uni<Boolean> step(Transaction tx, int from) {
    return tx.select(NEXT, from)
        .map(rows -> Sql.list(rows, Found::of))
        .chain(
            found ->
                fill(tx, found)
                    .chain(
                        () ->
                            found.size() < AT_ONCE
                                ? tx.update(BEGIN_AGAIN)
                                : tx.update(GO_ON, found.get(found.size() - 1).id() + 1))
                    .replaceWith(found.size() == AT_ONCE));
  }

  private Uni<Void> fill(Transaction tx, List<Found> found) {
    Map<String, List<Integer>> lacking =
        found.stream()
            .filter(Found::lacks)
            .collect(
                Collectors.groupingBy(
                    Found::badge, Collectors.mapping(Found::id, Collectors.toList())));
    Uni<Void> all = Uni.createFrom().voidItem();
    for (BadgeDefinition badge : catalogue.badges()) {
      List<Integer> ids = lacking.getOrDefault(badge.badge(), List.of());
      if (!ids.isEmpty()) {
        all = all.chain(() -> fill(tx, badge, ids));
      }
    }
    return all;
  }

  private static Uni<Void> fill(Transaction tx, BadgeDefinition badge, List<Integer> ids) {
    List<Object> parameters = new ArrayList<>(ids.size() + 2);
    parameters.add(badge.metadataUri());
    parameters.add(badge.imageUri());
    parameters.addAll(ids);
    return tx.update(FILL + SqlPlaceholders.list(ids.size()), parameters.toArray())
        .replaceWithVoid();
  }
}
