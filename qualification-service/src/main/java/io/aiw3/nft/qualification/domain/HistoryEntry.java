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
    return event.accept(NFT);
  }

  public static HistoryEntry of(BadgeEvent event) {
    BadgeEvent.Data badge = event.data();
    return entry(
        badge.userId().value(),
        event.accept(BADGE),
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

  private static final NftEvent.Visitor<HistoryEntry> NFT =
      new NftEvent.Visitor<>() {
        @Override
        public HistoryEntry claimed(NftEvent.Claimed event) {
          var nft = event.data();
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

        @Override
        public HistoryEntry upgraded(NftEvent.Upgraded event) {
          var nft = event.data();
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

        @Override
        public HistoryEntry burned(NftEvent.Burned event) {
          var nft = event.data();
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

        @Override
        public HistoryEntry awarded(NftEvent.Awarded event) {
          var nft = event.data();
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

        @Override
        public HistoryEntry activated(NftEvent.Activated event) {
          var nft = event.data();
          return nft(
              event,
              "nft_activated",
              nft(nft.nftLevel(), null, nft.tierName(), nft.mintAddress(), null, null, null));
        }

        @Override
        public HistoryEntry transferred(NftEvent.Transferred event) {
          var nft = event.data();
          return nft(
              event,
              nft.held() ? "nft_received" : "nft_sent",
              nft(nft.nftLevel(), null, nft.tierName(), nft.mintAddress(), null, null, null));
        }
      };

  private static final BadgeEvent.Visitor<String> BADGE =
      new BadgeEvent.Visitor<>() {
        @Override
        public String awarded(BadgeEvent.Awarded event) {
          return "badge_awarded";
        }

        @Override
        public String bound(BadgeEvent.Bound event) {
          return "badge_bound";
        }

        @Override
        public String reserved(BadgeEvent.Reserved event) {
          return "badge_reserved";
        }

        @Override
        public String released(BadgeEvent.Released event) {
          return "badge_released";
        }

        @Override
        public String consumed(BadgeEvent.Consumed event) {
          return "badge_consumed";
        }
      };
}
