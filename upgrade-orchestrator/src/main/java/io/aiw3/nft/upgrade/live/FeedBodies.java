package io.aiw3.nft.upgrade.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.saga.Step;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.LongFunction;

/**
 * What a WebSocket says: the shapes of data model v2 ("WebSocket Event Data Formats"), and the
 * user's sequence number.
 */
public final class FeedBodies {
  private FeedBodies() {}

  @JsonPropertyOrder({"event", "userId", "data", "timestamp", "sequence"})
  record Envelope(String event, UserId userId, Object data, Instant timestamp, long sequence) {}

  record TransactionStatus(String transactionId, String status, String step, int progress) {}

  /** {@code tierName} is null when no tiered NFT is held. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record StatusChanged(int newLevel, String tierName, Benefits benefits) {}

  record Benefits(BigDecimal feeReduction, int aiagentUses) {
    static Benefits of(Tier tier) {
      return tier == null
          ? new Benefits(BigDecimal.ZERO, 0)
          : new Benefits(tier.feeReduction(), tier.aiagentUses());
    }
  }

  /** {@code nft:transaction_status}. */
  public static LongFunction<String> transactionStatus(
      UserId user, String transactionId, String status, Step step, Instant at) {
    var data = new TransactionStatus(transactionId, status, step.wireName(), step.progress());
    return sequence -> write(new Envelope("nft:transaction_status", user, data, at, sequence));
  }

  /**
   * {@code nft:status_changed}.
   *
   * @param tier the tiered NFT held from now on; null: none
   */
  public static LongFunction<String> statusChanged(UserId user, Tier tier, Instant at) {
    StatusChanged data = statusOf(tier);
    return sequence -> write(new Envelope("nft:status_changed", user, data, at, sequence));
  }

  static StatusChanged statusOf(Tier tier) {
    return new StatusChanged(
        tier == null ? 0 : tier.level(), tier == null ? null : tier.name(), Benefits.of(tier));
  }

  static String write(Object body) {
    try {
      return ContractJson.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that cannot be written", e);
    }
  }
}
