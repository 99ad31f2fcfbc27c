package io.aiw3.nft.upgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.upgrade.persistence.OperatorReads.OpenOperations;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The orchestrator's part of the operators' overview. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OperationsOverview(
    @Schema(description = "Open claims and upgrades by kind and state") List<OpenOperations> open,
    @Schema(description = "How many of them wait longer than they should") long stuck,
    @Schema(nullable = true, description = "By topic; null while Kafka does not answer")
        List<DeadLetterCount> deadLetters) {
  public OperationsOverview {
    open = List.copyOf(open);
  }
}
