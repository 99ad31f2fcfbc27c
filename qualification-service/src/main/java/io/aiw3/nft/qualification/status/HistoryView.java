package io.aiw3.nft.qualification.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.qualification.domain.HistoryEntry;
import io.aiw3.nft.qualification.persistence.History;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of what happened to a user. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HistoryView(
    @Schema(description = "What happened before may be missing") Instant completeSince,
    @Schema(description = "Newest first") List<Item> items,
    @Schema(nullable = true, description = "cursor of the next page; null on the last one")
        String next) {
  public HistoryView {
    items = List.copyOf(items);
  }

  /** One thing that happened. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "HistoryItem")
  public record Item(
      @Schema(description = "Unique among the user's items") String id,
      @Schema(description = "When it happened") Instant at,
      @Schema(
              enumeration = {
                "nft_claimed",
                "nft_upgraded",
                "nft_burned",
                "nft_awarded",
                "nft_activated",
                "nft_sent",
                "nft_received",
                "nft_reissued",
                "badge_awarded",
                "badge_bound",
                "badge_reserved",
                "badge_released",
                "badge_consumed"
              })
          String kind,
      @Schema(
              nullable = true,
              description = "Of the NFT, or the level whose upgrade needs the badge")
          Integer level,
      @Schema(nullable = true, description = "Of an upgrade: the level before") Integer fromLevel,
      @Schema(nullable = true) String tierName,
      @Schema(nullable = true) String mintAddress,
      @Schema(nullable = true, description = "The burned NFT that this one follows")
          String oldMintAddress,
      @Schema(nullable = true, description = "On the chain, base58; null if there is none")
          String transactionSignature,
      @Schema(nullable = true, description = "The claim or upgrade that it was part of")
          String operationId,
      @Schema(nullable = true) String competitionId,
      @Schema(nullable = true, description = "In the competition, 1 to 3") Integer rank,
      @Schema(nullable = true, description = "Identifier in the badge catalogue") String badge,
      @Schema(nullable = true) String badgeName) {
    static Item of(History.Stored stored) {
      HistoryEntry.Details details = stored.details();
      return new Item(
          Long.toString(stored.id()),
          stored.at(),
          stored.kind(),
          details.level(),
          details.fromLevel(),
          details.tierName(),
          details.mintAddress(),
          details.oldMintAddress(),
          details.transactionSignature(),
          details.operationId(),
          details.competitionId(),
          details.rank(),
          details.badge(),
          details.badgeName());
    }
  }
}
