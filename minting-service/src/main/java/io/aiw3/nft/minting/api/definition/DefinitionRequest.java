package io.aiw3.nft.minting.api.definition;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an NFT of a level shall be.
 *
 * @param name 1 to 32 bytes of UTF-8
 * @param symbol 1 to 10 bytes of UTF-8
 * @param image a PNG of at most 1 MiB in base64; a replacement without one keeps the image
 */
public record DefinitionRequest(
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_NAME) String name,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_SYMBOL) String symbol,
    @NotNull @Size(min = 1, max = 1000) String description,
    @Schema(maxLength = DefinitionChecks.LONGEST_BASE64) String image) {}
