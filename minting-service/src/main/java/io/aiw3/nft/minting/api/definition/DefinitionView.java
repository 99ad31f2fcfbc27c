package io.aiw3.nft.minting.api.definition;

import io.aiw3.nft.minting.api.NftView;
import io.aiw3.nft.minting.persistence.definition.NftDefinition;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A revision of a definition.
 *
 * @param current whether it is the one that is minted, once it is pinned
 * @param pinningState pending or pinned
 * @param pinningError why the newest attempt at pinning failed; null if none did
 * @param createdBy the administrator's {@code sub}; null for those of the tier catalogue
 */
public record DefinitionView(
    int level,
    int revision,
    boolean current,
    String name,
    String symbol,
    String description,
    @Schema(enumeration = {"pending", "pinned"}) String pinningState,
    int pinningAttempts,
    @Schema(nullable = true) String pinningError,
    @Schema(nullable = true) String imageUri,
    @Schema(nullable = true) String metadataUri,
    @Schema(nullable = true) String createdBy,
    Instant createdAt) {
  static DefinitionView of(NftDefinition definition) {
    return new DefinitionView(
        definition.level,
        definition.revision,
        definition.currentLevel != null,
        definition.name,
        definition.symbol,
        definition.description,
        definition.pinningState,
        definition.pinningAttempts,
        definition.pinningError,
        definition.imageUri,
        definition.metadataUri,
        definition.createdBy,
        NftView.instant(definition.createdAt));
  }
}
