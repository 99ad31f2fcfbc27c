package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Every badge that can be awarded: the catalogue's, and those that administrators define. */
@ApplicationScoped
public class BadgeDefinitions {
  private static final String COLUMNS =
      "SELECT badge, badge_type, badge_name, description, icon, metadata_uri,"
          + " image_uri FROM badge_definition";
  private static final String ALL = COLUMNS + " ORDER BY badge LIMIT 1000";
  private static final String ONE = COLUMNS + " WHERE badge = ?";
  private static final String PUT =
      "INSERT INTO badge_definition (badge, badge_type, badge_name, description, icon,"
          + " metadata_uri, image_uri, defined_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?) AS new ON"
          + " DUPLICATE KEY UPDATE"
          + " badge_type = new.badge_type, badge_name = new.badge_name, description ="
          + " new.description, icon = new.icon, metadata_uri = new.metadata_uri,"
          + " image_uri = new.image_uri, defined_by ="
          + " new.defined_by, updatedAt = UTC_TIMESTAMP(3)";

  private final Statements statements;
  private final BadgeCatalogue catalogue;

  BadgeDefinitions(Statements statements, BadgeCatalogue catalogue) {
    this.statements = statements;
    this.catalogue = catalogue;
  }

  /** The first thousand that administrators have defined, by their identifiers. */
  public Uni<List<BadgeDefinition>> defined() {
    return statements.select(ALL).map(rows -> Sql.list(rows, BadgeDefinitions::definition));
  }

  /** One of the catalogue, else one that was defined. */
  public Uni<Optional<BadgeDefinition>> find(String badge) {
    Optional<BadgeDefinition> known = catalogue.find(badge);
    return known.isPresent()
        ? Uni.createFrom().item(known)
        : statements.select(ONE, badge).map(rows -> Sql.first(rows, BadgeDefinitions::definition));
  }

  /** Defines it, or defines it again for later awards. */
  public Uni<Void> put(Transaction tx, BadgeDefinition badge, String administrator) {
    return tx.update(
            PUT,
            badge.badge(),
            badge.type().wireName(),
            badge.name(),
            badge.taskText(),
            badge.icon(),
            badge.metadataUri(),
            badge.imageUri(),
            administrator)
        .replaceWithVoid();
  }

  private static BadgeDefinition definition(Row row) {
    return new BadgeDefinition(
        row.getString(0),
        row.getString(2),
        WireName.parse(BadgeType.class, row.getString(1)),
        null,
        null,
        0,
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }
}
