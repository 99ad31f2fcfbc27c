package io.aiw3.nft.minting.ipfs;

import java.awt.image.BufferedImage;

/** Compares images; renderers of different JDKs may round a channel differently. */
final class DrawnImages {
  private static final int TOLERANCE = 3;

  private DrawnImages() {}

  /** How many pixels differ. */
  static int different(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      return Integer.MAX_VALUE;
    }
    int different = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        if (distance(one.getRGB(x, y), other.getRGB(x, y)) > TOLERANCE) {
          different++;
        }
      }
    }
    return different;
  }

  private static int distance(int one, int other) {
    int largest = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      largest = Math.max(largest, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
    }
    return largest;
  }
}
