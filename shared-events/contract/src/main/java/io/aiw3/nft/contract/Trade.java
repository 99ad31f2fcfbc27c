package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * An executed trade, from the platform (topic {@code trades}). Columns of the legacy table {@code
 * trades} in camel case.
 *
 * @param tradeId the platform's unique id of the trade, at most 64 characters
 * @param walletAddress base58 address of the trader's wallet; also the record key
 * @param tradeType {@code perpetual}, {@code strategy}, {@code spot}, {@code reversal}, …; which
 *     types count towards volume is configuration
 * @param totalUsdPrice value in USDT, 0 or more, at most 20 integer and 10 fraction digits
 * @param reverses the {@code tradeId} of the reversed trade; only in a {@code reversal}
 * @param executedAt when it was executed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trade(
    String tradeId,
    String walletAddress,
    String tradeType,
    BigDecimal totalUsdPrice,
    String reverses,
    Instant executedAt)
    implements ContractMessage {
  @Override
  public String topic() {
    return Topics.TRADES;
  }

  @Override
  public String key() {
    return walletAddress;
  }
}
