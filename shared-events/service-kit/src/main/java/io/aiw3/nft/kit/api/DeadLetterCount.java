package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What waits in a dead-letter topic. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterCount(
    String topic,
    @Schema(description = "Records that Kafka still keeps, replayed ones among them") long records,
    @Schema(nullable = true, description = "Of the newest one; null: there is none")
        Instant newestAt) {}
