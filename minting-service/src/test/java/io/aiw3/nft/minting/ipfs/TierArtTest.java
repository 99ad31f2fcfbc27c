package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TierArtTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void theCommittedImageIsTheDrawnOne(int level) throws IOException {
    // Given
    BufferedImage committed =
        ImageIO.read(new ByteArrayInputStream(DefinitionSeeds.art(level).orElseThrow()));
    // When
    BufferedImage drawn = TierArt.draw(level);
    // Then
    assertThat(committed.getWidth()).isEqualTo(TierArt.SIZE);
    assertThat(DrawnImages.different(committed, drawn))
        .isLessThan(TierArt.SIZE * TierArt.SIZE / 200);
  }
}
