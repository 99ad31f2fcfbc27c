package io.aiw3.nft.minting.persistence.award;

import com.fasterxml.jackson.annotation.JsonValue;
import io.aiw3.nft.contract.UserId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of an award for one recipient; {@code requestId} names the mint. */
@Schema(name = "Outcome")
public record AwardOutcome(
    UserId userId,
    @Schema(nullable = true) Integer rank,
    Result result,
    @Schema(nullable = true) String requestId) {
  /** Of one recipient. */
  @Schema(enumeration = {"queued", "waiting_for_wallet", "already_awarded"})
  public enum Result {
    QUEUED("queued"),
    WAITING_FOR_WALLET("waiting_for_wallet"),
    ALREADY_AWARDED("already_awarded");

    private final String wireName;

    Result(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
