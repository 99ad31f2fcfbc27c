package io.aiw3.nft.minting.api.definition;

import jakarta.validation.constraints.Max;
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
    @NotNull @Min(1) @Max(MOST_LEVELS) Integer level,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_NAME) String name,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_SYMBOL) String symbol,
    @NotNull @Size(min = 1, max = 1000) String description,
    @NotNull @Schema(maxLength = DefinitionChecks.LONGEST_BASE64) String image) {
  /** The highest level that a table can store; a catalogue has fewer. */
  public static final int MOST_LEVELS = 127;

  DefinitionRequest definition() {
    return new DefinitionRequest(name, symbol, description, image);
  }
}
