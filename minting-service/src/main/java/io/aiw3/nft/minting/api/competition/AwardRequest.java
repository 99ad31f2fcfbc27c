package io.aiw3.nft.minting.api.competition;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.awards.AwardRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;

/** An award by a competition manager. */
public record AwardRequest(
    @Size(max = AwardRules.LONGEST_REASON) String reason,
    @NotNull @Size(min = 1, max = AwardRules.MOST_RECIPIENTS)
        List<@NotNull @Valid Recipient> recipients) {
  public AwardRequest {
    recipients = recipients == null ? null : Collections.unmodifiableList(recipients);
  }

  /** {@code rank} 1 to 3, or none. */
  public record Recipient(
      @NotNull UserId userId, @Min(1) @Max(AwardRules.LAST_RANK) Integer rank) {}
}
