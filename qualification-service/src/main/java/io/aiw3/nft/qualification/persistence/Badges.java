package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.NftVersions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The read model of badges; an older event changes nothing. */
@ApplicationScoped
public class Badges {
  private static final int LONGEST_IDENTIFIER = 100;
  private static final int LONGEST_BADGE = 60;
  private static final String INSERT =
      "INSERT IGNORE INTO badge (badge_identifier, user_id, badge, level, state, changed_at,"
          + " version) VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String LOCK =
      "SELECT user_id, version FROM badge WHERE badge_identifier = ? FOR UPDATE";
  private static final String UPDATE =
      "UPDATE badge SET level = ?, state = ?, changed_at = ?, version = ?"
          + " WHERE badge_identifier = ?";

  private final TierCatalogue tiers;

  Badges(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /** Stores the badge as in the event; the user's lock is held. */
  public Uni<Void> store(Transaction tx, BadgeEvent.Data badge, Instant at) {
    Columns.identifier("badgeIdentifier", badge.badgeIdentifier(), LONGEST_IDENTIFIER);
    Columns.identifier("badge", badge.badge(), LONGEST_BADGE);
    if (badge.state() == null) {
      throw new BadMessageException("state is missing");
    }
    if (badge.level() != null && tiers.find(badge.level()).isEmpty()) {
      throw new BadMessageException("there is no level " + badge.level());
    }
    return tx.update(
            INSERT,
            badge.badgeIdentifier(),
            badge.userId().value(),
            badge.badge(),
            badge.level(),
            badge.state().wireName(),
            Columns.utc(at),
            badge.version())
        .chain(inserted -> inserted == 1 ? Uni.createFrom().voidItem() : update(tx, badge, at));
  }

  private static Uni<Void> update(Transaction tx, BadgeEvent.Data badge, Instant at) {
    return tx.select(LOCK, badge.badgeIdentifier())
        .chain(
            rows -> {
              var known = rows.iterator().next();
              if (known.getInteger("user_id") != badge.userId().value()) {
                throw new BadMessageException("the badge is another user's");
              }
              return NftVersions.isNewer(badge.version(), known.getLong("version"))
                  ? tx.update(
                          UPDATE,
                          badge.level(),
                          badge.state().wireName(),
                          Columns.utc(at),
                          badge.version(),
                          badge.badgeIdentifier())
                      .replaceWithVoid()
                  : Uni.createFrom().voidItem();
            });
  }
}
