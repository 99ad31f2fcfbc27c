package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws the badges of the catalogue: a medal in the colours of its level, with an emblem that no
 * other badge has. The PNGs in {@code src/main/resources/badge-art} are its work; run {@code main}
 * with that folder after a change.
 */
final class BadgeArt {
  static final int SIZE = 512;
  private static final int CENTRE = 256;
  private static final int FIRST_LEVEL = 2;

  /** Dark and light of the medal, and the accent, of the levels from 2 on. */
  private static final int[][] PALETTES = {
    {0x0f2f2a, 0x1f7a5c, 0xb8f26b},
    {0x2b1230, 0x8a2f5b, 0xff9f5a},
    {0x13203a, 0x275fa8, 0x6be3ff},
    {0x1a0f3c, 0x5b2bb5, 0xff6bd6}
  };

  private final Graphics2D g;
  private final int[] palette;

  private BadgeArt(Graphics2D g, int[] palette) {
    this.g = g;
    this.palette = palette;
  }

  public static void main(String[] args) throws IOException {
    for (BadgeDefinition badge : BadgeCatalogue.standard().badges()) {
      ImageIO.write(draw(badge), "png", new File(args[0], badge.badge() + ".png"));
    }
  }

  static BufferedImage draw(BadgeDefinition badge) {
    List<BadgeDefinition> all = BadgeCatalogue.standard().badges();
    int number = all.stream().map(BadgeDefinition::badge).toList().indexOf(badge.badge());
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    BadgeArt art = new BadgeArt(g, PALETTES[(badge.level() - FIRST_LEVEL) % PALETTES.length]);
    art.medal(badge.level());
    art.emblem(number);
    g.dispose();
    return image;
  }

  private void medal(int level) {
    g.setColor(new Color(palette[0]));
    g.fillRect(0, 0, SIZE, SIZE);
    star(24, 236, 222, new Color(palette[2]).darker(), 0);
    g.setColor(new Color(palette[1]));
    g.fill(circle(CENTRE, CENTRE, 206));
    g.setColor(new Color(palette[2]));
    g.setStroke(new BasicStroke(8f));
    g.draw(circle(CENTRE, CENTRE, 206));
    g.setStroke(new BasicStroke(3f));
    g.draw(circle(CENTRE, CENTRE, 188));
    for (int i = 0; i < level; i++) {
      g.fill(circle(CENTRE - (level - 1) * 16 + i * 32, 414, 9));
    }
  }

  /** Numbers have different counts of points, and forms of them. */
  private void emblem(int number) {
    int points = 3 + number % 6;
    double sharpness = 0.32 + 0.16 * (number / 6);
    star(points, 138, 138 * sharpness, new Color(palette[2]), 0);
    star(points, 104, 104 * sharpness, new Color(palette[0]), 0);
    star(points, 76, 76 * sharpness, Color.WHITE, Math.PI / points * (number % 2));
    g.setColor(new Color(palette[1]));
    g.fill(circle(CENTRE, CENTRE, 18 + number / 6 * 5));
  }

  private void star(int points, double outer, double inner, Color color, double turn) {
    Path2D star = new Path2D.Double();
    for (int i = 0; i < points * 2; i++) {
      double angle = turn - Math.PI / 2 + Math.PI * i / points;
      double radius = i % 2 == 0 ? outer : inner;
      double x = CENTRE + Math.cos(angle) * radius;
      double y = CENTRE + Math.sin(angle) * radius;
      if (i == 0) {
        star.moveTo(x, y);
      } else {
        star.lineTo(x, y);
      }
    }
    star.closePath();
    g.setColor(color);
    g.fill(star);
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
