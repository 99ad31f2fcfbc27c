package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A user's state (topic {@code qualification-events}, compacted): complete in itself, the newest
 * replaces all earlier ones.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "eventType")
@JsonTypeName("qualification_changed")
public record QualificationSnapshot(Instant timestamp, Data data) implements ContractMessage {
  /**
   * @param tradingVolume USDT, exact
   * @param currentLevel level of the tiered NFT held, 0 for none
   * @param resumableLevel level of a tiered NFT burned by an upgrade that has not completed, or by
   *     its owner; 0 for none
   * @param version rises with every snapshot of the user
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      UserId userId,
      String walletAddress,
      BigDecimal tradingVolume,
      int currentLevel,
      String currentMint,
      int resumableLevel,
      List<Level> levels,
      List<Integer> eligibleLevels,
      long version) {
    public Data {
      levels = List.copyOf(levels);
      eligibleLevels = List.copyOf(eligibleLevels);
    }
  }

  /**
   * One tier, and what the user has and lacks for it.
   *
   * @param progress by volume, 0–1, four decimals
   * @param badgesCollected bound and unconsumed badges of this level
   * @param badgesMissing catalogue identifiers
   */
  public record Level(
      int level,
      BigDecimal requiredVolume,
      BigDecimal progress,
      int badgesRequired,
      int badgesCollected,
      List<String> badgesMissing,
      boolean qualified) {
    public Level {
      badgesMissing = List.copyOf(badgesMissing);
    }
  }

  @Override
  public boolean namesItsChange() {
    return true;
  }

  @Override
  public String topic() {
    return Topics.QUALIFICATION_EVENTS;
  }

  @Override
  public String key() {
    return data.userId().toString();
  }
}
