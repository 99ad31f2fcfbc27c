package io.aiw3.nft.kit.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who dealt with a dead letter. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterAct(
    @Schema(description = "sub of the administrator") String actor,
    @Schema(nullable = true, description = "Why it was discarded; null for a replay") String reason,
    @Schema(description = "When Kafka had it, UTC") Instant at) {}
