package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** Commands to the badge service (topic {@code badge-commands}). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "commandType")
@JsonSubTypes({
  @JsonSubTypes.Type(BadgeCommand.ReserveBadges.class),
  @JsonSubTypes.Type(BadgeCommand.ReleaseBadges.class),
  @JsonSubTypes.Type(BadgeCommand.ConsumeBadges.class),
  @JsonSubTypes.Type(BadgeCommand.RecordMint.class)
})
public sealed interface BadgeCommand extends ContractMessage {
  /** The saga that sends it; null for {@link RecordMint}, which no saga sends. */
  default String sagaId() {
    return null;
  }

  UserId userId();

  @Override
  default String topic() {
    return Topics.BADGE_COMMANDS;
  }

  @Override
  default String key() {
    return userId().toString();
  }

  /** What becomes of each type: who forgets one does not compile. */
  interface Visitor<R> {
    R reserveBadges(ReserveBadges command);

    R releaseBadges(ReleaseBadges command);

    R consumeBadges(ConsumeBadges command);

    R recordMint(RecordMint command);
  }

  <R> R accept(Visitor<R> visitor);

  /**
   * Reserves {@code count} bound badges of {@code targetLevel}, all or none. Answered by {@link
   * SagaReply.BadgesReserved} or {@link SagaReply.BadgesRefused}.
   */
  @JsonTypeName("reserve_badges")
  record ReserveBadges(String sagaId, UserId userId, int targetLevel, int count)
      implements BadgeCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reserveBadges(this);
    }
  }

  /** Frees what the saga reserved. Answered by {@link SagaReply.BadgesReleased}. */
  @JsonTypeName("release_badges")
  record ReleaseBadges(String sagaId, UserId userId) implements BadgeCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.releaseBadges(this);
    }
  }

  /** Uses up what the saga reserved. Answered by {@link SagaReply.BadgesConsumed}. */
  @JsonTypeName("consume_badges")
  record ConsumeBadges(String sagaId, UserId userId) implements BadgeCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.consumeBadges(this);
    }
  }

  /**
   * The user's badge was minted on the chain: keep where. Sent by the minting service, and only
   * while badges are minted; not answered.
   *
   * @param badgeIdentifier of the {@link BadgeEvent} that awarded it
   * @param mintAddress base58
   * @param transactionSignature base58, of the mint's transaction
   */
  @JsonTypeName("record_mint")
  record RecordMint(
      UserId userId, String badgeIdentifier, String mintAddress, String transactionSignature)
      implements BadgeCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.recordMint(this);
    }
  }
}
