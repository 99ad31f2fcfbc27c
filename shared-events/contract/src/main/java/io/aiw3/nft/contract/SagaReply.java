package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The participants' answers to the upgrade orchestrator (topic {@code saga-replies}). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "replyType")
@JsonSubTypes({
  @JsonSubTypes.Type(SagaReply.QualificationVerified.class),
  @JsonSubTypes.Type(SagaReply.QualificationRefused.class),
  @JsonSubTypes.Type(SagaReply.BadgesReserved.class),
  @JsonSubTypes.Type(SagaReply.BadgesRefused.class),
  @JsonSubTypes.Type(SagaReply.BadgesReleased.class),
  @JsonSubTypes.Type(SagaReply.BadgesConsumed.class),
  @JsonSubTypes.Type(SagaReply.BurnPrepared.class),
  @JsonSubTypes.Type(SagaReply.BurnRefused.class),
  @JsonSubTypes.Type(SagaReply.BurnSubmitted.class),
  @JsonSubTypes.Type(SagaReply.BurnSubmissionRefused.class),
  @JsonSubTypes.Type(SagaReply.BurnConfirmed.class),
  @JsonSubTypes.Type(SagaReply.BurnExpired.class),
  @JsonSubTypes.Type(SagaReply.MintSubmitted.class),
  @JsonSubTypes.Type(SagaReply.MintDelayed.class),
  @JsonSubTypes.Type(SagaReply.MintRefused.class),
  @JsonSubTypes.Type(SagaReply.MintConfirmed.class)
})
public sealed interface SagaReply extends ContractMessage {
  String sagaId();

  UserId userId();

  /** Why it is refused or delayed, for people; null of what needs no explanation. */
  default String explanation() {
    return null;
  }

  @Override
  default String topic() {
    return Topics.SAGA_REPLIES;
  }

  @Override
  default String key() {
    return userId().toString();
  }

  /**
   * The user qualifies.
   *
   * @param walletAddress the wallet linked to the user
   * @param currentMint the NFT of the next-lower level that an upgrade burns; null for a claim
   * @param burned {@code currentMint} is burned already (resume path): skip the burn
   */
  @JsonTypeName("qualification_verified")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record QualificationVerified(
      String sagaId,
      UserId userId,
      int targetLevel,
      String walletAddress,
      int currentLevel,
      String currentMint,
      boolean burned,
      int badgesRequired)
      implements SagaReply {}

  /** The user does not qualify; all that is missing is listed. */
  @JsonTypeName("qualification_refused")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record QualificationRefused(
      String sagaId, UserId userId, int targetLevel, String reason, Shortfall shortfall)
      implements SagaReply {
    @Override
    public String explanation() {
      return reason;
    }
  }

  /** Amounts in USDT; {@code badgesMissing} holds catalogue identifiers. */
  record Shortfall(
      BigDecimal required,
      BigDecimal current,
      BigDecimal shortfall,
      int badgesRequired,
      int badgesCollected,
      List<String> badgesMissing,
      int currentLevel) {
    public Shortfall {
      badgesMissing = List.copyOf(badgesMissing);
    }
  }

  @JsonTypeName("badges_reserved")
  record BadgesReserved(String sagaId, UserId userId, List<String> badges) implements SagaReply {
    public BadgesReserved {
      badges = List.copyOf(badges);
    }
  }

  @JsonTypeName("badges_refused")
  record BadgesRefused(
      String sagaId, UserId userId, int badgesRequired, int badgesAvailable, List<String> missing)
      implements SagaReply {
    public BadgesRefused {
      missing = List.copyOf(missing);
    }
  }

  @JsonTypeName("badges_released")
  record BadgesReleased(String sagaId, UserId userId) implements SagaReply {}

  @JsonTypeName("badges_consumed")
  record BadgesConsumed(String sagaId, UserId userId) implements SagaReply {}

  /**
   * The burn waits for the owner's signature. Published again with each renewal: the newest is
   * shown, earlier ones are accepted as long as they can land.
   *
   * @param transaction base64, both signatures (fee payer, owner) 64 bytes zero: the owner signs
   *     first
   * @param signature base58, names this transaction: the SHA-256 of its message. Its id on the
   *     chain is not known before it is submitted ({@link BurnSubmitted})
   * @param lastValidBlockHeight past this block height it can no longer land
   * @param expiresAt when that is about to be, an estimate for people
   */
  @JsonTypeName("burn_prepared")
  record BurnPrepared(
      String sagaId,
      UserId userId,
      int attempt,
      String mintAddress,
      String transaction,
      String signature,
      long lastValidBlockHeight,
      Instant expiresAt)
      implements SagaReply {}

  /** No burn can be prepared: for example the NFT is not in the owner's wallet. */
  @JsonTypeName("burn_refused")
  record BurnRefused(String sagaId, UserId userId, int attempt, String reason, String message)
      implements SagaReply {
    @Override
    public String explanation() {
      return reason + ": " + message;
    }
  }

  @JsonTypeName("burn_submitted")
  record BurnSubmitted(String sagaId, UserId userId, int attempt, String signature)
      implements SagaReply {}

  /** What was handed in is not the prepared transaction, or not signed by its owner. */
  @JsonTypeName("burn_submission_refused")
  record BurnSubmissionRefused(
      String sagaId, UserId userId, int attempt, String reason, String message)
      implements SagaReply {
    @Override
    public String explanation() {
      return reason + ": " + message;
    }
  }

  /**
   * The burn is final, by the prepared transaction or by another one that burned this mint; where
   * that one was not found, {@code signature} is {@link NftEvent#UNKNOWN_TRANSACTION}.
   */
  @JsonTypeName("burn_confirmed")
  record BurnConfirmed(String sagaId, UserId userId, String mintAddress, String signature)
      implements SagaReply {}

  /**
   * The prepared burn can no longer land; a fresh one may be prepared.
   *
   * @param signature base58 transaction id; of one that was never submitted, what named it
   */
  @JsonTypeName("burn_expired")
  record BurnExpired(String sagaId, UserId userId, int attempt, String signature)
      implements SagaReply {}

  @JsonTypeName("mint_submitted")
  record MintSubmitted(
      String sagaId, UserId userId, int attempt, String mintAddress, String signature)
      implements SagaReply {}

  /** The mint is being retried; for operators. */
  @JsonTypeName("mint_delayed")
  record MintDelayed(String sagaId, UserId userId, int attempt, String reason, String message)
      implements SagaReply {
    @Override
    public String explanation() {
      return reason + ": " + message;
    }
  }

  /**
   * The NFT will never be minted for this saga: nothing was sent, and nothing will be. Never sent
   * after the saga's own burn is confirmed, because the entitlement was reserved before it.
   *
   * @param reason {@code TIER_ALREADY_ISSUED}, {@code TIER_ALREADY_HELD}, …
   */
  @JsonTypeName("mint_refused")
  record MintRefused(String sagaId, UserId userId, String reason, String message)
      implements SagaReply {
    @Override
    public String explanation() {
      return reason + ": " + message;
    }
  }

  /** The NFT is in the wallet, final. */
  @JsonTypeName("mint_confirmed")
  record MintConfirmed(
      String sagaId,
      UserId userId,
      int level,
      String tierName,
      String mintAddress,
      String signature)
      implements SagaReply {}
}
