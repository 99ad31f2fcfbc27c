package io.aiw3.nft.qualification.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.qualification.persistence.UserTrades.UserTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of a user's trades, and the volume that they make up. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VolumeView(
    @Schema(description = "Trading volume that counts, USDT, 0 or more") BigDecimal volume,
    @Schema(
            description =
                "volume, exact: at most 20 integer and 10 fraction digits, without exponent")
        String volumeText,
    @Schema(description = "Newest first, those without a time last") List<Item> items,
    @Schema(nullable = true, description = "cursor of the next page; null on the last one")
        String next) {
  public VolumeView {
    items = List.copyOf(items);
  }

  /** Why a trade is not part of the volume. */
  @Schema(name = "VolumeExclusion")
  public enum Uncounted {
    /** Trades of its type do not count in this programme. */
    TYPE_DOES_NOT_COUNT,
    /** A reversal took it back. */
    REVERSED
  }

  /** One trade. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "VolumeItem")
  public record Item(
      @Schema(description = "The platform's id of the trade") String tradeId,
      String walletAddress,
      @Schema(description = "trade_type of the platform, 1 to 32 characters") String type,
      @Schema(description = "USDT, 0 or more") BigDecimal amount,
      @Schema(description = "amount, exact") String amountText,
      @Schema(nullable = true, description = "Null where the platform did not publish it")
          Instant executedAt,
      @Schema(description = "Whether amount is part of the volume") boolean counted,
      @Schema(nullable = true, description = "Why it does not count; null when it does")
          Uncounted reason,
      @Schema(nullable = true, description = "Id of the reversal that took it back")
          String reversedBy) {
    static Item of(UserTrade trade) {
      Uncounted reason =
          trade.reversedBy() != null
              ? Uncounted.REVERSED
              : trade.counts() ? null : Uncounted.TYPE_DOES_NOT_COUNT;
      return new Item(
          trade.tradeId(),
          trade.wallet(),
          trade.type(),
          trade.amount(),
          ContractJson.text(trade.amount()),
          trade.executedAt(),
          reason == null,
          reason,
          trade.reversedBy());
    }
  }
}
