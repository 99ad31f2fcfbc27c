package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.config.PagesConfig;
import io.aiw3.nft.minting.persistence.definition.DefinitionRows;
import io.aiw3.nft.minting.persistence.definition.DefinitionRows.PinnedArt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the artwork of each level: of its newest pinned definition, without the image itself. */
@ApplicationScoped
class Artwork {
  private final Statements statements;
  private final List<Integer> widths;
  private final String parameter;

  Artwork(Statements statements, PagesConfig config) {
    this.statements = statements;
    this.widths = config.imageWidths().stream().sorted().toList();
    this.parameter = config.imageWidthParameter();
  }

  Uni<List<ArtworkView>> ofAllLevels() {
    return DefinitionRows.pinned(statements)
        .map(levels -> levels.stream().map(this::view).toList());
  }

  private ArtworkView view(PinnedArt art) {
    String image = art.imageUri();
    return new ArtworkView(
        art.level(),
        art.name(),
        art.description(),
        image,
        art.metadataUri(),
        widths.stream()
            .map(
                width ->
                    new ArtworkView.Image(
                        width, image + (image.contains("?") ? "&" : "?") + parameter + "=" + width))
            .toList());
  }
}
