package io.aiw3.nft.upgrade.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.domain.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What a WebSocket says: the shapes of data model v2 ("WebSocket Event Data Formats"), what was
 * added to them, and the user's sequence number. The contract has a schema for each.
 */
public final class FeedBodies {
  private FeedBodies() {}

  @JsonPropertyOrder({"event", "userId", "data", "timestamp", "sequence"})
  record Envelope(String event, UserId userId, Object data, Instant timestamp, long sequence) {}

  /**
   * A step of a claim or an upgrade.
   *
   * @param transactionId chain signature of the step, else the operation's id
   * @param mintAddress the NFT that is minted, before that the one that is burned; null: neither is
   *     known yet
   * @param errorCode why it failed or takes longer; null when neither
   * @param errorMessage the same for people
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record TransactionStatus(
      String transactionId,
      String status,
      String step,
      int progress,
      String operationId,
      OperationKind kind,
      int toLevel,
      String mintAddress,
      String errorCode,
      String errorMessage) {}

  /**
   * {@code tierName}, {@code mintAddress} and {@code status} are null when no tiered NFT is held.
   *
   * @param benefits those that are on, competition NFTs included
   * @param benefitsActive whether the tiered NFT is among those that give them
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record StatusChanged(
      int newLevel,
      String tierName,
      Standing.Benefits benefits,
      String mintAddress,
      NftStatus status,
      boolean benefitsActive) {}

  /**
   * @param mintAddress the tiered NFT held; null: none
   * @param nextLevel null at the highest level
   * @param progress to the next level by volume, 0–1; null at the highest level
   * @param version rises with each change of the user's qualification
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record QualificationChanged(
      BigDecimal tradingVolume,
      String tradingVolumeText,
      int currentLevel,
      String mintAddress,
      Integer nextLevel,
      BigDecimal progress,
      boolean qualified,
      List<String> badgesMissing,
      List<Integer> eligibleLevels,
      long version) {}

  /**
   * @param level the level whose upgrade needs it; null for event and special badges
   * @param operationId the upgrade that reserved or consumed it; null: none
   * @param version the number of the badge's change; what is lower than one known is older. Null in
   *     what was published before there were numbers
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record BadgeChanged(
      String badge,
      String badgeIdentifier,
      String badgeName,
      BadgeType badgeType,
      Integer level,
      BadgeState state,
      String operationId,
      Long version) {}

  /**
   * @param rank 1 to 3; null: an award without a rank
   * @param transactionId chain signature of the mint
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Awarded(
      String mintAddress,
      int level,
      String tierName,
      String competitionId,
      Integer rank,
      String transactionId) {}

  /** {@code nft:transaction_status}. */
  public static LongFunction<String> transactionStatus(
      UserId user, TransactionStatus data, Instant at) {
    return body("nft:transaction_status", user, data, at);
  }

  /** {@code nft:status_changed}. */
  public static LongFunction<String> statusChanged(
      UserId user, Standing standing, TierCatalogue tiers, Instant at) {
    return body("nft:status_changed", user, statusOf(standing, tiers), at);
  }

  /** {@code nft:qualification_changed}. */
  public static LongFunction<String> qualificationChanged(QualificationSnapshot snapshot) {
    return body(
        "nft:qualification_changed",
        snapshot.data().userId(),
        qualificationOf(snapshot.data()),
        snapshot.timestamp());
  }

  /** {@code nft:badge_changed}. */
  public static LongFunction<String> badgeChanged(BadgeEvent event) {
    BadgeEvent.Data badge = event.data();
    var data =
        new BadgeChanged(
            badge.badge(),
            badge.badgeIdentifier(),
            badge.badgeName(),
            badge.badgeType(),
            badge.level(),
            badge.state(),
            badge.sagaId(),
            badge.version());
    return body("nft:badge_changed", badge.userId(), data, event.timestamp());
  }

  /** {@code nft:awarded}. */
  public static LongFunction<String> awarded(NftEvent.Awarded event) {
    NftEvent.Awarded.Data nft = event.data();
    var data =
        new Awarded(
            nft.mintAddress(),
            nft.nftLevel(),
            nft.tierName(),
            nft.competitionId(),
            nft.rank(),
            nft.transactionSignature());
    return body("nft:awarded", nft.userId(), data, event.timestamp());
  }

  static StatusChanged statusOf(Standing standing, TierCatalogue tiers) {
    Holding nft = standing.nft().orElse(null);
    return nft == null
        ? new StatusChanged(0, null, standing.benefits(), null, null, false)
        : new StatusChanged(
            nft.level(),
            tiers.level(nft.level()).name(),
            standing.benefits(),
            nft.mint(),
            nft.status(),
            nft.status() == NftStatus.ACTIVE);
  }

  static QualificationChanged qualificationOf(QualificationSnapshot.Data data) {
    int base = Math.max(data.currentLevel(), data.resumableLevel());
    QualificationSnapshot.Level next =
        data.levels().stream().filter(level -> level.level() > base).findFirst().orElse(null);
    return new QualificationChanged(
        data.tradingVolume(),
        ContractJson.text(data.tradingVolume()),
        data.currentLevel(),
        data.currentMint(),
        next == null ? null : next.level(),
        next == null ? null : next.progress(),
        next != null && next.qualified(),
        next == null ? List.of() : next.badgesMissing(),
        data.eligibleLevels(),
        data.version());
  }

  private static LongFunction<String> body(String event, UserId user, Object data, Instant at) {
    Instant time = at == null ? Instant.now() : at;
    return sequence -> write(new Envelope(event, user, data, time, sequence));
  }

  static String write(Object body) {
    try {
      return ContractJson.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that cannot be written", e);
    }
  }
}
