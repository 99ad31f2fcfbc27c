package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.UserId;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A badge that a user owns: table {@code badge}. */
@Entity(name = "Badge")
@Table(name = "badge")
public class BadgeEntity extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Integer id;

  @Column(name = "user_id")
  public int userId;

  @Column(name = "badge_type")
  @Convert(converter = BadgeColumns.TypeColumn.class)
  public BadgeType type;

  @Column(name = "badge_name")
  public String name;

  @Column(name = "badge_identifier")
  public String identifier;

  /** Set only if badges are minted on the chain. */
  @Column(name = "mint_address")
  public String mintAddress;

  /**
   * Written once, or filled in later by {@link BadgeFill}, which a change under way must not undo.
   */
  @Column(name = "metadata_uri", updatable = false)
  public String metadataUri;

  @Column(name = "image_uri", updatable = false)
  public String imageUri;

  @Column(name = "is_bound")
  public boolean bound;

  @Column(name = "earned_at")
  public Instant earnedAt;

  @Column(name = "bound_at")
  public Instant boundAt;

  public String badge;

  @Column(name = "badge_level")
  public Integer level;

  @Convert(converter = BadgeColumns.StateColumn.class)
  public BadgeState state;

  @Column(name = "saga_id")
  public String sagaId;

  @Column(name = "awarded_by")
  public String awardedBy;

  /**
   * The number of the last change: 1 for the award, above all that were erased; 0 for all changes
   * before there were any.
   */
  @Column(updatable = false) // but by Badges, in the row
  public long version;

  /** A badge that was just earned. */
  public static BadgeEntity earned(UserId user, BadgeDefinition definition, Instant now) {
    BadgeEntity badge = new BadgeEntity();
    badge.userId = user.value();
    badge.type = definition.type();
    badge.name = definition.name();
    badge.identifier = definition.badge() + ":" + user;
    badge.badge = definition.badge();
    badge.level = definition.level();
    badge.metadataUri = definition.metadataUri();
    badge.imageUri = definition.imageUri();
    badge.state = BadgeState.OWNED;
    badge.earnedAt = now;
    badge.version = 1;
    return badge;
  }

  /** The body of an event about this badge as it is now. */
  public BadgeEvent.Data eventData() {
    return new BadgeEvent.Data(
        new UserId(userId),
        badge,
        identifier,
        name,
        type,
        level,
        state,
        sagaId,
        version,
        metadataUri,
        imageUri);
  }
}
