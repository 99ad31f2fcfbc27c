package io.aiw3.nft.minting.api;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.minting.persistence.NftHistory;
import io.aiw3.nft.minting.persistence.UserNft;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An NFT as its owner sees it.
 *
 * @param benefitsActive benefits are on and the NFT is held
 */
public record NftView(
    String mintAddress,
    int level,
    String tierName,
    NftStatus status,
    boolean benefitsActive,
    @Schema(nullable = true) String metadataUri,
    @Schema(nullable = true) String imageUri,
    @Schema(nullable = true) Instant claimedAt,
    @Schema(nullable = true) Instant lastUpgradedAt,
    @Schema(nullable = true) Instant burnedAt,
    @Schema(nullable = true) String mintTransaction,
    List<Step> history) {
  public NftView {
    history = List.copyOf(history);
  }

  /** What happened; {@code transactionSignature} is null for what is not on the chain. */
  public record Step(
      @Schema(
              enumeration = {
                "claimed",
                "upgraded",
                "awarded",
                "activated",
                "transferred",
                "burned"
              })
          String event,
      Instant at,
      @Schema(nullable = true) String transactionSignature) {}

  static NftView of(UserNft nft, List<NftHistory> history) {
    return new NftView(
        nft.mintAddress,
        nft.level,
        nft.name,
        nft.status(),
        nft.status() == NftStatus.ACTIVE,
        nft.metadataUri,
        nft.imageUri,
        instant(nft.claimedAt),
        instant(nft.lastUpgradedAt),
        instant(nft.burnedAt),
        nft.mintTransaction,
        history.stream()
            .filter(step -> step.mintAddress.equals(nft.mintAddress))
            .map(step -> new Step(step.event, instant(step.at), step.transactionSignature))
            .toList());
  }

  public static Instant instant(LocalDateTime utc) {
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }
}
