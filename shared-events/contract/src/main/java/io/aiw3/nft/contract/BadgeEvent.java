package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/** The life of badges (topic {@code badge-events}); each body has the badge's whole state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "eventType")
@JsonSubTypes({
  @JsonSubTypes.Type(BadgeEvent.Awarded.class),
  @JsonSubTypes.Type(BadgeEvent.Bound.class),
  @JsonSubTypes.Type(BadgeEvent.Reserved.class),
  @JsonSubTypes.Type(BadgeEvent.Released.class),
  @JsonSubTypes.Type(BadgeEvent.Consumed.class)
})
public sealed interface BadgeEvent extends ContractMessage {
  Instant timestamp();

  Data data();

  @Override
  default String topic() {
    return Topics.BADGE_EVENTS;
  }

  @Override
  default String key() {
    return data().userId().toString();
  }

  @Override
  default boolean namesItsChange() {
    return data().version() != null;
  }

  /** What becomes of each type: who forgets one does not compile. */
  interface Visitor<R> {
    R awarded(Awarded event);

    R bound(Bound event);

    R reserved(Reserved event);

    R released(Released event);

    R consumed(Consumed event);
  }

  <R> R accept(Visitor<R> visitor);

  /**
   * The badge after the event.
   *
   * @param badge identifier in the badge catalogue, for example {@code newcomer}
   * @param badgeIdentifier unique identifier of this user's badge
   * @param level the level whose upgrade needs it; null for event and special badges
   * @param sagaId the upgrade that reserved or consumed it; null otherwise
   * @param version the number of this change of the badge, 1 for its award; a consumer ignores what
   *     is older than what it knows. Null in events published before there were numbers
   * @param metadataUri of the badge's metadata on IPFS; null where it has none
   * @param imageUri of the badge's image on IPFS; null where it has none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      UserId userId,
      String badge,
      String badgeIdentifier,
      String badgeName,
      BadgeType badgeType,
      Integer level,
      BadgeState state,
      String sagaId,
      Long version,
      String metadataUri,
      String imageUri) {
    public Data(
        UserId userId,
        String badge,
        String badgeIdentifier,
        String badgeName,
        BadgeType badgeType,
        Integer level,
        BadgeState state,
        String sagaId,
        Long version) {
      this(
          userId,
          badge,
          badgeIdentifier,
          badgeName,
          badgeType,
          level,
          state,
          sagaId,
          version,
          null,
          null);
    }

    public Data(
        UserId userId,
        String badge,
        String badgeIdentifier,
        String badgeName,
        BadgeType badgeType,
        Integer level,
        BadgeState state,
        String sagaId) {
      this(userId, badge, badgeIdentifier, badgeName, badgeType, level, state, sagaId, null);
    }
  }

  @JsonTypeName("awarded")
  record Awarded(Instant timestamp, Data data) implements BadgeEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.awarded(this);
    }
  }

  @JsonTypeName("bound")
  record Bound(Instant timestamp, Data data) implements BadgeEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bound(this);
    }
  }

  @JsonTypeName("reserved")
  record Reserved(Instant timestamp, Data data) implements BadgeEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reserved(this);
    }
  }

  @JsonTypeName("released")
  record Released(Instant timestamp, Data data) implements BadgeEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.released(this);
    }
  }

  @JsonTypeName("consumed")
  record Consumed(Instant timestamp, Data data) implements BadgeEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.consumed(this);
    }
  }
}
