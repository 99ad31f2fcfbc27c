package io.aiw3.nft.minting.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The artwork of a tier, held or not. */
public record ArtworkView(
    @Schema(description = "A level of the tier catalogue") int level,
    @Schema(description = "On-chain name, at most 32 bytes") String name,
    String description,
    @Schema(description = "The image on IPFS, in full size") String imageUri,
    @Schema(description = "The metadata on IPFS, as minted") String metadataUri,
    @Schema(description = "The image in several widths, the smallest first") List<Image> images) {
  public ArtworkView {
    images = List.copyOf(images);
  }

  /** The image in one width. */
  @Schema(name = "ArtworkImage")
  public record Image(@Schema(description = "Pixels") int width, String url) {}
}
