package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.kit.api.DeadLetterCount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What operators see of the minting service. */
public final class OperatorViews {
  private OperatorViews() {}

  /** A user's NFTs, what was sent to the chain for them, and awards. */
  @Schema(name = "UserNfts")
  public record UserNfts(
      @Schema(description = "Newest first, at most 100") List<NftView> nfts,
      @Schema(description = "Newest first, at most 100") List<ChainTransactionView> transactions,
      @Schema(description = "Newest first, at most 100") List<AwardView> awards) {
    public UserNfts {
      nfts = List.copyOf(nfts);
      transactions = List.copyOf(transactions);
      awards = List.copyOf(awards);
    }
  }

  /** One attempt at a transaction. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ChainTransaction")
  public record ChainTransactionView(
      String id,
      @Schema(enumeration = {"mint", "burn"}) String kind,
      @Schema(
              enumeration = {"claim", "upgrade", "award", "badge"},
              description = "What it is for")
          String purpose,
      @Schema(description = "The operation or award that requires it") String requestId,
      @Schema(description = "1 for the first") int attempt,
      @Schema(
              enumeration = {
                "blocked",
                "queued",
                "offered",
                "signed",
                "prepared",
                "sent",
                "confirmed",
                "finalized",
                "expired",
                "failed",
                "refused"
              },
              description =
                  "blocked: waits for an earlier one; offered: a burn that the owner may sign;"
                      + " refused: a burn that cannot be signed")
          String state,
      @Schema(nullable = true, description = "The level that is minted") Integer level,
      @Schema(nullable = true) String mintAddress,
      @Schema(nullable = true) String signature,
      @Schema(description = "How often it was sent") int sends,
      @Schema(nullable = true) String errorCode,
      @Schema(nullable = true) String errorMessage,
      @Schema(nullable = true, description = "When it is worked on next") Instant nextActionAt,
      Instant queuedAt,
      @Schema(nullable = true, description = "Null while it is open") Instant closedAt) {}

  /** A competition's award. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "UserAward")
  public record AwardView(
      String competitionId,
      @Schema(nullable = true, description = "1 to 3; null without a rank") Integer rank,
      @Schema(enumeration = {"waiting_for_wallet", "queued"}) String state,
      String requestId,
      @Schema(description = "sub of the manager, or competition-results") String awardedBy,
      Instant at) {}

  /** The minting service's part of the operators' overview. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ChainOverview")
  public record Overview(
      @Schema(description = "The last 30 days on which something was finalized, newest first (UTC)")
          List<Day> days,
      @Schema(description = "What is under way, by kind and state") List<Queued> queue,
      SystemWallet wallet,
      @Schema(description = "Definitions that wait for their pin") long definitionsNotPinned,
      @Schema(description = "Awards whose recipients have no wallet") long awardsWaitingForWallet,
      @Schema(nullable = true, description = "By topic; null while Kafka does not answer")
          List<DeadLetterCount> deadLetters) {
    public Overview {
      days = List.copyOf(days);
      queue = List.copyOf(queue);
    }
  }

  /** What was finalized on a day. */
  @Schema(name = "ChainDay")
  public record Day(LocalDate day, long mints, long burns) {}

  /** Transactions of a kind in a state. */
  @Schema(name = "ChainQueue")
  public record Queued(
      @Schema(enumeration = {"mint", "burn"}) String kind,
      @Schema(
              enumeration = {
                "blocked",
                "queued",
                "offered",
                "signed",
                "prepared",
                "sent",
                "confirmed",
                "finalized",
                "expired",
                "failed",
                "refused"
              })
          String state,
      long count,
      @Schema(description = "When the oldest of them was queued") Instant oldestAt) {}

  /** The wallet that pays. Lamports: 1 SOL is 1,000,000,000. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "SystemWallet")
  public record SystemWallet(
      String address,
      @Schema(nullable = true, description = "Lamports, as read last; null: not read yet")
          Long balanceLamports,
      @Schema(description = "Lamports spent on mints since midnight UTC") long spentTodayLamports,
      @Schema(description = "Most lamports that mints may take in a day") long dailyLimitLamports,
      @Schema(
              nullable = true,
              description =
                  "Days for which the balance lasts at the last day's pace; null: unknown")
          Double runwayDays) {}
}
