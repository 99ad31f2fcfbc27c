package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/** Progress of a claim or an upgrade (topic {@code upgrade-events}). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "eventType")
@JsonTypeName("operation_changed")
public record UpgradeEvent(Instant timestamp, Data data) implements ContractMessage {
  /**
   * @param fromLevel 0 for a claim
   * @param step the newest step, as in {@code nft:transaction_status}
   * @param progress 0–100
   * @param transactionId chain signature of the step, else the operation's id
   * @param version rises with every change of the operation
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String sagaId,
      UserId userId,
      OperationKind kind,
      int fromLevel,
      int toLevel,
      OperationStatus status,
      String step,
      int progress,
      String transactionId,
      String oldMintAddress,
      String newMintAddress,
      String burnTransaction,
      String mintTransaction,
      String errorCode,
      String errorMessage,
      long version) {}

  @Override
  public boolean namesItsChange() {
    return true;
  }

  @Override
  public String topic() {
    return Topics.UPGRADE_EVENTS;
  }

  @Override
  public String key() {
    return data.userId().toString();
  }
}
