package io.aiw3.nft.kit.deadletter;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a dead letter is given up for good. */
public record DiscardRequest(
    @NotBlank @Size(max = 500) @Schema(description = "Why, for the audit") String reason) {}
