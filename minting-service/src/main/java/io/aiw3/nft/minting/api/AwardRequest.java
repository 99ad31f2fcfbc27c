package io.aiw3.nft.minting.api;

import io.aiw3.nft.contract.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;

/** An award by a competition manager. */
public record AwardRequest(
    @Size(max = 500) String reason,
    @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid Recipient> recipients) {
  public AwardRequest {
    recipients = recipients == null ? null : Collections.unmodifiableList(recipients);
  }

  /** {@code rank} 1 to 3, or none. */
  public record Recipient(@NotNull UserId userId, @Min(1) @Max(3) Integer rank) {}
}
