package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.ChainTransactionRow;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.Day;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.Queued;
import io.aiw3.nft.minting.persistence.operator.OperatorRows.UserAward;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What operators see of the minting service. */
public final class OperatorViews {
  private OperatorViews() {}

  /** A user's NFTs, what was sent to the chain for them, and awards. */
  @Schema(name = "UserNfts")
  public record UserNfts(
      @Schema(description = "Newest first, at most 100") List<NftView> nfts,
      @Schema(description = "Newest first, at most 100") List<ChainTransactionRow> transactions,
      @Schema(description = "Newest first, at most 100") List<UserAward> awards) {
    public UserNfts {
      nfts = List.copyOf(nfts);
      transactions = List.copyOf(transactions);
      awards = List.copyOf(awards);
    }
  }

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

  /** The wallet that pays. Lamports: 1 SOL is 1,000,000,000. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "SystemWallet")
  public record SystemWallet(
      String address,
      @Schema(nullable = true, description = "Lamports, as read last; null: not read yet")
          Long balanceLamports,
      @Schema(description = "Lamports spent on mints since midnight UTC") long spentTodayLamports,
      @Schema(description = "Most lamports that mints may take in a day") long dailyLimitLamports,
      String dailyLimitLamportsText,
      @Schema(
              nullable = true,
              description =
                  "Days for which the balance lasts at the last day's pace; null: unknown")
          Double runwayDays) {}
}
