package io.aiw3.nft.qualification.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.NftEvent;
import java.time.Instant;

/**
 * What an event says happened to its user.
 *
 * @param kind what happened
 * @param key the same for the same event, however often it is published
 */
public record HistoryEntry(int userId, String kind, String key, Instant at, Details details) {
  /** All that is known; null what does not apply. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Details(
      Integer level,
      Integer fromLevel,
      String tierName,
      String mintAddress,
      String oldMintAddress,
      String transactionSignature,
      String operationId,
      String competitionId,
      Integer rank,
      String badge,
      String badgeName) {
    private static final int LONGEST = 200;

    public Details {
      tierName = bounded(tierName);
      mintAddress = bounded(mintAddress);
      oldMintAddress = bounded(oldMintAddress);
      transactionSignature = bounded(transactionSignature);
      operationId = bounded(operationId);
      competitionId = bounded(competitionId);
      badge = bounded(badge);
      badgeName = bounded(badgeName);
    }

    private static String bounded(String text) {
      return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
  }

  public static HistoryEntry of(NftEvent event) {
    if (event instanceof NftEvent.Claimed claimed) {
      var nft = claimed.data();
      String old = nft.replacesMintAddress();
      return nft(
          event,
          old == null ? "nft_claimed" : "nft_reissued",
          nft(
              nft.nftLevel(),
              null,
              nft.tierName(),
              nft.mintAddress(),
              old,
              nft.transactionSignature(),
              null));
    }
    if (event instanceof NftEvent.Upgraded upgraded) {
      var nft = upgraded.data();
      return nft(
          event,
          "nft_upgraded",
          nft(
              nft.toLevel(),
              nft.fromLevel(),
              nft.toTier(),
              nft.newMintAddress(),
              nft.oldMintAddress(),
              nft.transactionSignature(),
              null));
    }
    if (event instanceof NftEvent.Burned burned) {
      var nft = burned.data();
      String signature = nft.transactionSignature();
      return nft(
          event,
          "nft_burned",
          nft(
              nft.nftLevel(),
              null,
              nft.tierName(),
              nft.mintAddress(),
              null,
              NftEvent.UNKNOWN_TRANSACTION.equals(signature) ? null : signature,
              nft.sagaId()));
    }
    if (event instanceof NftEvent.Awarded awarded) {
      var nft = awarded.data();
      String old = nft.replacesMintAddress();
      return nft(
          event,
          old == null ? "nft_awarded" : "nft_reissued",
          new Details(
              nft.nftLevel(),
              null,
              nft.tierName(),
              nft.mintAddress(),
              old,
              nft.transactionSignature(),
              null,
              nft.competitionId(),
              nft.rank(),
              null,
              null));
    }
    if (event instanceof NftEvent.Activated activated) {
      var nft = activated.data();
      return nft(
          event,
          "nft_activated",
          nft(nft.nftLevel(), null, nft.tierName(), nft.mintAddress(), null, null, null));
    }
    var nft = ((NftEvent.Transferred) event).data();
    return nft(
        event,
        nft.held() ? "nft_received" : "nft_sent",
        nft(nft.nftLevel(), null, nft.tierName(), nft.mintAddress(), null, null, null));
  }

  public static HistoryEntry of(BadgeEvent event) {
    BadgeEvent.Data badge = event.data();
    return entry(
        badge.userId().value(),
        kind(event),
        badge.badgeIdentifier(),
        badge.version(),
        event.timestamp(),
        new Details(
            badge.level(),
            null,
            null,
            null,
            null,
            null,
            badge.sagaId(),
            null,
            null,
            badge.badge(),
            badge.badgeName()));
  }

  private static String kind(BadgeEvent event) {
    if (event instanceof BadgeEvent.Awarded) {
      return "badge_awarded";
    } else if (event instanceof BadgeEvent.Bound) {
      return "badge_bound";
    } else if (event instanceof BadgeEvent.Reserved) {
      return "badge_reserved";
    }
    return event instanceof BadgeEvent.Released ? "badge_released" : "badge_consumed";
  }

  private static Details nft(
      int level,
      Integer fromLevel,
      String tierName,
      String mint,
      String oldMint,
      String signature,
      String operation) {
    return new Details(
        level, fromLevel, tierName, mint, oldMint, signature, operation, null, null, null, null);
  }

  private static HistoryEntry nft(NftEvent event, String kind, Details details) {
    return entry(
        event.data().userId().value(),
        kind,
        details.mintAddress(),
        event.data().version(),
        event.timestamp(),
        details);
  }

  /** An event without a version, as they were published before there were any, has its time. */
  private static HistoryEntry entry(
      int user, String kind, String subject, Long version, Instant at, Details details) {
    String number = version == null ? "t" + at.toEpochMilli() : version.toString();
    return new HistoryEntry(user, kind, kind + ":" + subject + ":" + number, at, details);
  }
}
