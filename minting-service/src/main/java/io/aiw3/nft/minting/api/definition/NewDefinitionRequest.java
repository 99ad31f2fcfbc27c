package io.aiw3.nft.minting.api.definition;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The first definition of a level; otherwise as {@link DefinitionRequest}.
 *
 * @param level of the tier catalogue
 */
public record NewDefinitionRequest(
    @NotNull @Min(1) Integer level,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_NAME) String name,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_SYMBOL) String symbol,
    @NotNull @Size(min = 1, max = 1000) String description,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_BASE64) String image) {
  DefinitionRequest definition() {
    return new DefinitionRequest(name, symbol, description, image);
  }
}
