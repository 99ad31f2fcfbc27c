package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TierArtTest {
  /** Renderers of different JDKs may round a channel differently. */
  private static final int TOLERANCE = 3;

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
    assertThat(committed.getHeight()).isEqualTo(TierArt.SIZE);
    int different = 0;
    for (int y = 0; y < TierArt.SIZE; y++) {
      for (int x = 0; x < TierArt.SIZE; x++) {
        if (distance(committed.getRGB(x, y), drawn.getRGB(x, y)) > TOLERANCE) {
          different++;
        }
      }
    }
    assertThat(different).isLessThan(TierArt.SIZE * TierArt.SIZE / 200);
  }

  private static int distance(int one, int other) {
    int largest = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      largest = Math.max(largest, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
    }
    return largest;
  }
}
