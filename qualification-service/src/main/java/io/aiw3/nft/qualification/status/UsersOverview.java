package io.aiw3.nft.qualification.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.qualification.persistence.AdminUsers.LevelCount;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The qualification service's part of the operators' overview. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UsersOverview(
    @Schema(description = "Levels that at least one user has, ascending") List<LevelCount> byLevel,
    @Schema(description = "All users") long total,
    @Schema(nullable = true, description = "By topic; null while Kafka does not answer")
        List<DeadLetterCount> deadLetters) {
  public UsersOverview {
    byLevel = List.copyOf(byLevel);
  }
}
