package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadgeImagesTest {
  @TempDir Path folder;

  @Test
  void theCatalogueNamesTheImageOfEachOfItsBadges() {
    BadgeImages images = new BadgeImages(Optional.empty());
    for (BadgeDefinition badge : BadgeCatalogue.standard().badges()) {
      assertThat(images.of(badge)).as(badge.badge()).isNotEmpty();
    }
  }

  @Test
  void theCommittedImagesAreTheDrawnOnes() throws IOException {
    BadgeImages images = new BadgeImages(Optional.empty());
    for (BadgeDefinition badge : BadgeCatalogue.standard().badges()) {
      BufferedImage committed = ImageIO.read(new ByteArrayInputStream(images.of(badge)));

      assertThat(DrawnImages.different(committed, BadgeArt.draw(badge)))
          .as(badge.badge())
          .isLessThan(BadgeArt.SIZE * BadgeArt.SIZE / 200);
    }
  }

  @Test
  void anOperatorsOwnImageIsPinnedIfTheCatalogueNamesIt() throws IOException {
    byte[] png = image("newcomer");
    Files.write(folder.resolve("gala.png"), png);

    assertThat(own().of(gala("ipfs://" + Cid.ofFile(png)))).isEqualTo(png);
  }

  @Test
  void whatCannotBePinnedIsToldInASentence() throws IOException {
    byte[] png = image("newcomer");
    String uri = "ipfs://" + Cid.ofFile(png);
    refused(gala(uri), "gala.png is missing.");

    Files.write(folder.resolve("gala.png"), Arrays.copyOf(png, png.length - 1));
    refused(gala(uri), "gala.png: The image must be a whole PNG.");

    Files.write(folder.resolve("gala.png"), Arrays.copyOf(png, 40_000_000));
    refused(gala(uri), "gala.png: The image may have at most 1048576 bytes.");

    byte[] another = image("strategy_creator");
    Files.write(folder.resolve("gala.png"), another);
    refused(
        gala(uri),
        "gala.png has the CID " + Cid.ofFile(another) + ", the catalogue names " + uri + ".");
  }

  private void refused(BadgeDefinition badge, String sentence) {
    assertThatThrownBy(() -> own().of(badge))
        .isInstanceOf(UnusableImageException.class)
        .hasMessage(sentence);
  }

  private BadgeImages own() {
    return new BadgeImages(Optional.of(folder));
  }

  private static byte[] image(String badge) {
    return new BadgeImages(Optional.empty())
        .of(BadgeCatalogue.standard().find(badge).orElseThrow());
  }

  private static BadgeDefinition gala(String imageUri) {
    return new BadgeDefinition(
        "gala", "Gala", BadgeType.EVENT_BADGE, null, null, 0, null, null, null, imageUri);
  }
}
