package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.config.PagesConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads the artwork of each level: of its newest pinned definition, without the image itself. */
@ApplicationScoped
class Artwork {
  private static final String SELECT =
      "SELECT d.nft_level, d.name, d.description, d.image_uri, d.metadata_uri FROM nftdefinition d"
          + " JOIN (SELECT nft_level, MAX(revision) AS revision FROM nftdefinition WHERE"
          + " pinning_state = 'pinned' GROUP BY nft_level) newest ON newest.nft_level = d.nft_level"
          + " AND newest.revision = d.revision ORDER BY d.nft_level";

  private final Statements statements;
  private final List<Integer> widths;
  private final String parameter;

  Artwork(Statements statements, PagesConfig config) {
    this.statements = statements;
    this.widths = config.imageWidths().stream().sorted().toList();
    this.parameter = config.imageWidthParameter();
  }

  Uni<List<ArtworkView>> ofAllLevels() {
    return statements
        .run(SELECT)
        .map(
            rows -> {
              List<ArtworkView> found = new ArrayList<>();
              rows.forEach(row -> found.add(view(row)));
              return found;
            });
  }

  private ArtworkView view(Row row) {
    String image = row.getString("image_uri");
    return new ArtworkView(
        row.getInteger("nft_level"),
        row.getString("name"),
        row.getString("description"),
        image,
        row.getString("metadata_uri"),
        widths.stream()
            .map(
                width ->
                    new ArtworkView.Image(
                        width, image + (image.contains("?") ? "&" : "?") + parameter + "=" + width))
            .toList());
  }
}
