package io.aiw3.nft.minting.ipfs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Draws the six NFTs. The PNGs in {@code src/main/resources/nft-art} are its work; run {@code main}
 * with that folder after a change.
 */
final class TierArt {
  static final int SIZE = 800;
  private static final Color INK = new Color(0x12, 0x14, 0x1f);

  /** Dark and light of each level's ground, and its accent. */
  private static final int[][] PALETTES = {
    {0x10243e, 0x2b5b84, 0xffb703},
    {0x0f2f2a, 0x1f7a5c, 0xb8f26b},
    {0x2b1230, 0x8a2f5b, 0xff9f5a},
    {0x13203a, 0x275fa8, 0x6be3ff},
    {0x1a0f3c, 0x5b2bb5, 0xff6bd6},
    {0x2d1a07, 0x9a6410, 0xffd76b}
  };

  private final int level;
  private final Graphics2D g;
  private final Color accent;

  private TierArt(int level, Graphics2D g) {
    this.level = level;
    this.g = g;
    this.accent = new Color(PALETTES[level - 1][2]);
  }

  public static void main(String[] args) throws IOException {
    for (int level = 1; level <= 6; level++) {
      ImageIO.write(draw(level), "png", new File(args[0], "level-" + level + ".png"));
    }
  }

  static BufferedImage draw(int level) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    TierArt art = new TierArt(level, g);
    art.ground();
    switch (level) {
      case 1 -> art.chicken();
      case 2 -> art.ape();
      case 3 -> art.hunter();
      case 4 -> art.flask(0x6be3ff, 0x2b7fd4, false);
      case 5 -> art.flask(0xff6bd6, 0x7a3cff, true);
      default -> art.trophy();
    }
    art.frame();
    g.dispose();
    return image;
  }

  private void ground() {
    int[] palette = PALETTES[level - 1];
    g.setPaint(
        new RadialGradientPaint(
            400,
            360,
            560,
            new float[] {0f, 1f},
            new Color[] {new Color(palette[1]), new Color(palette[0])}));
    g.fillRect(0, 0, SIZE, SIZE);
    g.setStroke(new BasicStroke(1.5f));
    g.setColor(alpha(accent, 26));
    for (int i = -SIZE; i < SIZE * 2; i += 40) {
      g.draw(new Line2D.Double(i, 0, i + 400, SIZE));
      g.draw(new Line2D.Double(i, 0, i - 400, SIZE));
    }
    Random stars = new Random(level * 7919L);
    for (int i = 0; i < 90; i++) {
      double r = 0.8 + stars.nextDouble() * 2.4;
      g.setColor(alpha(Color.WHITE, 40 + stars.nextInt(110)));
      g.fill(circle(stars.nextDouble() * SIZE, stars.nextDouble() * SIZE, r));
    }
    glow(400, 390, 320, accent, 70);
  }

  /** Ring, and one gem for each level at its foot. */
  private void frame() {
    g.setStroke(new BasicStroke(10f));
    g.setColor(alpha(INK, 170));
    g.draw(circle(400, 390, 346));
    g.setStroke(new BasicStroke(5f));
    g.setColor(accent);
    g.draw(circle(400, 390, 346));
    g.setStroke(new BasicStroke(2f));
    g.setColor(alpha(accent, 130));
    g.draw(circle(400, 390, 360));
    for (int i = 0; i < 60; i++) {
      double a = Math.PI * 2 * i / 60;
      double inner = i % 5 == 0 ? 366 : 370;
      g.draw(
          new Line2D.Double(
              400 + Math.cos(a) * inner,
              390 + Math.sin(a) * inner,
              400 + Math.cos(a) * 378,
              390 + Math.sin(a) * 378));
    }
    double left = 400 - (level - 1) * 27;
    for (int i = 0; i < level; i++) {
      gem(left + i * 54, 742, 20);
    }
  }

  private void gem(double x, double y, double r) {
    Path2D gem = polygon(x, y - r, x + r * 0.85, y, x, y + r, x - r * 0.85, y);
    g.setPaint(
        new GradientPaint(
            (float) x,
            (float) (y - r),
            accent.brighter(),
            (float) x,
            (float) (y + r),
            accent.darker().darker()));
    g.fill(gem);
    g.setStroke(new BasicStroke(3f));
    g.setColor(INK);
    g.draw(gem);
    g.setColor(alpha(Color.WHITE, 170));
    g.fill(
        polygon(
            x, y - r * 0.7, x + r * 0.35, y - r * 0.1, x, y + r * 0.05, x - r * 0.35, y - r * 0.1));
  }

  private void chicken() {
    // Comb, with the lights of a server rack.
    for (int i = 0; i < 4; i++) {
      solid(circle(322 + i * 52, 196 - (i == 1 || i == 2 ? 26 : 0), 44), 0xe63946, 0x9d1b2a);
    }
    Path2D body = new Path2D.Double();
    body.moveTo(400, 170);
    body.curveTo(560, 170, 600, 330, 590, 470);
    body.curveTo(585, 600, 500, 660, 400, 660);
    body.curveTo(300, 660, 215, 600, 210, 470);
    body.curveTo(200, 330, 240, 170, 400, 170);
    solid(body, 0xfff6e0, 0xe8c98a);
    // Circuit on the breast.
    g.setStroke(round(6));
    g.setColor(new Color(0x2b5b84));
    int[][] traces = {{400, 640, 400, 560}, {340, 630, 340, 590}, {460, 630, 460, 590}};
    for (int[] t : traces) {
      g.draw(new Line2D.Double(t[0], t[1], t[2], t[3]));
    }
    Path2D bus = new Path2D.Double();
    bus.moveTo(340, 590);
    bus.lineTo(300, 550);
    bus.lineTo(300, 500);
    bus.moveTo(460, 590);
    bus.lineTo(500, 550);
    bus.lineTo(500, 500);
    g.draw(bus);
    for (int[] dot : new int[][] {{400, 556}, {300, 496}, {500, 496}}) {
      solid(circle(dot[0], dot[1], 13), 0x6be3ff, 0x1c6ea4);
    }
    // Wings.
    for (int side : new int[] {-1, 1}) {
      Path2D wing = new Path2D.Double();
      wing.moveTo(400 + side * 178, 400);
      wing.curveTo(400 + side * 262, 420, 400 + side * 262, 540, 400 + side * 160, 570);
      wing.curveTo(400 + side * 190, 510, 400 + side * 190, 450, 400 + side * 178, 400);
      solid(wing, 0xf3d9a0, 0xc9974a);
    }
    // Goggles.
    for (int side : new int[] {-1, 1}) {
      solid(circle(400 + side * 82, 320, 70), 0x39435c, 0x1a2033);
      solid(circle(400 + side * 82, 320, 52), 0x9ff0ff, 0x1f8fc4);
      g.setColor(INK);
      g.fill(circle(400 + side * 76, 326, 22));
      g.setColor(Color.WHITE);
      g.fill(circle(400 + side * 76 - 10, 314, 9));
    }
    g.setColor(INK);
    g.fill(new RoundRectangle2D.Double(384, 308, 32, 20, 10, 10));
    // Beak and wattle.
    solid(polygon(346, 396, 454, 396, 400, 474), 0xffb703, 0xd97706);
    g.setStroke(round(4));
    g.draw(new Line2D.Double(360, 414, 440, 414));
    solid(new Ellipse2D.Double(378, 462, 44, 58), 0xe63946, 0x9d1b2a);
  }

  private void ape() {
    for (int side : new int[] {-1, 1}) {
      solid(circle(400 + side * 205, 370, 74), 0x6b4a34, 0x3b2618);
      solid(circle(400 + side * 205, 370, 44), 0xe3b48c, 0xb98558);
    }
    Path2D head = new Path2D.Double();
    head.moveTo(400, 130);
    head.curveTo(560, 130, 620, 270, 600, 420);
    head.curveTo(590, 580, 510, 660, 400, 660);
    head.curveTo(290, 660, 210, 580, 200, 420);
    head.curveTo(180, 270, 240, 130, 400, 130);
    solid(head, 0x7a553b, 0x3b2618);
    Area face = new Area(new Ellipse2D.Double(240, 250, 180, 190));
    face.add(new Area(new Ellipse2D.Double(380, 250, 180, 190)));
    face.add(new Area(new Ellipse2D.Double(235, 390, 330, 240)));
    solid(face, 0xf0c8a0, 0xc99468);
    // Glasses that show candles.
    for (int side : new int[] {-1, 1}) {
      double x = 400 + side * 84;
      solid(new RoundRectangle2D.Double(x - 74, 280, 148, 104, 34, 34), 0x0d1b16, 0x143028);
      double[] heights = side < 0 ? new double[] {26, 40, 32, 52} : new double[] {30, 46, 58, 68};
      for (int i = 0; i < 4; i++) {
        double cx = x - 48 + i * 32;
        boolean up = i != 2 || side > 0;
        g.setColor(up ? new Color(0xb8f26b) : new Color(0xff6b6b));
        g.setStroke(new BasicStroke(3f));
        g.draw(new Line2D.Double(cx, 366 - heights[i] - 10, cx, 374));
        g.fill(new Rectangle2D.Double(cx - 8, 366 - heights[i], 16, heights[i] - 2));
      }
    }
    g.setColor(INK);
    g.setStroke(round(12));
    g.draw(new Arc2D.Double(376, 306, 48, 40, 20, 140, Arc2D.OPEN));
    g.fill(new Ellipse2D.Double(360, 440, 26, 18));
    g.fill(new Ellipse2D.Double(414, 440, 26, 18));
    // A smile that is a rising curve.
    Path2D smile = new Path2D.Double();
    smile.moveTo(296, 540);
    smile.curveTo(350, 600, 450, 600, 512, 512);
    g.setStroke(round(11));
    g.draw(smile);
    g.setStroke(round(5));
    g.setColor(accent);
    g.draw(smile);
    g.fill(polygon(512, 512, 484, 518, 510, 546));
    // Tuft.
    for (int i = -2; i <= 2; i++) {
      solid(
          polygon(
              400 + i * 34 - 20, 170, 400 + i * 44, 96 + Math.abs(i) * 14, 400 + i * 34 + 20, 170),
          0x7a553b,
          0x4b3120);
    }
  }

  private void hunter() {
    // Chain behind the hunter.
    g.setStroke(round(16));
    for (int i = 0; i < 7; i++) {
      double x = 130 + i * 90;
      double y = 590 + Math.sin(i * 1.1) * 26;
      AffineTransform before = g.getTransform();
      g.rotate(i % 2 == 0 ? 0.35 : -0.35, x, y);
      g.setColor(INK);
      g.setStroke(round(22));
      g.draw(new RoundRectangle2D.Double(x - 52, y - 26, 104, 52, 52, 52));
      g.setColor(i % 2 == 0 ? accent : accent.darker());
      g.setStroke(round(13));
      g.draw(new RoundRectangle2D.Double(x - 52, y - 26, 104, 52, 52, 52));
      g.setTransform(before);
    }
    // Hood and fox.
    Path2D hood = new Path2D.Double();
    hood.moveTo(400, 110);
    hood.curveTo(600, 160, 640, 420, 560, 640);
    hood.lineTo(240, 640);
    hood.curveTo(160, 420, 200, 160, 400, 110);
    solid(hood, 0x4a1d44, 0x1d0b1f);
    for (int side : new int[] {-1, 1}) {
      solid(
          polygon(400 + side * 60, 260, 400 + side * 190, 150, 400 + side * 170, 350),
          0xff8c42,
          0xb3471b);
      solid(
          polygon(400 + side * 96, 256, 400 + side * 168, 196, 400 + side * 154, 312),
          0x3a1420,
          0x1d0b1f);
    }
    solid(polygon(220, 330, 400, 240, 580, 330, 540, 450, 400, 610, 260, 450), 0xff9f5a, 0xc6541e);
    solid(polygon(220, 340, 330, 400, 400, 610, 262, 452), 0xfff1e0, 0xe0c4a8);
    solid(polygon(580, 340, 470, 400, 400, 610, 538, 452), 0xfff1e0, 0xe0c4a8);
    solid(polygon(366, 566, 434, 566, 400, 614), 0x2a2230, 0x0d0a12);
    for (int side : new int[] {-1, 1}) {
      solid(
          polygon(400 + side * 46, 408, 400 + side * 130, 372, 400 + side * 108, 430),
          0xfff3b0,
          0xffb703);
      g.setColor(INK);
      g.fill(new Ellipse2D.Double(400 + side * 92 - 9, 384, 18, 40));
    }
    // Sight on the brow.
    g.setColor(new Color(0x6be3ff));
    g.setStroke(round(5));
    g.draw(circle(400, 318, 34));
    g.draw(new Line2D.Double(400, 272, 400, 300));
    g.draw(new Line2D.Double(400, 336, 400, 364));
    g.draw(new Line2D.Double(354, 318, 382, 318));
    g.draw(new Line2D.Double(418, 318, 446, 318));
    g.fill(circle(400, 318, 7));
  }

  private void flask(int light, int deep, boolean quantum) {
    if (quantum) {
      orbits(true);
    }
    Path2D glass = new Path2D.Double();
    glass.moveTo(340, 150);
    glass.lineTo(460, 150);
    glass.lineTo(460, 320);
    glass.curveTo(560, 420, 620, 500, 590, 580);
    glass.curveTo(570, 640, 500, 656, 400, 656);
    glass.curveTo(300, 656, 230, 640, 210, 580);
    glass.curveTo(180, 500, 240, 420, 340, 320);
    glass.closePath();
    g.setColor(alpha(Color.WHITE, 46));
    g.fill(glass);
    Area liquid = new Area(glass);
    Path2D wave = new Path2D.Double();
    wave.moveTo(150, 440);
    wave.curveTo(270, 400, 330, 480, 430, 440);
    wave.curveTo(510, 410, 570, 460, 650, 430);
    wave.lineTo(650, 680);
    wave.lineTo(150, 680);
    wave.closePath();
    liquid.intersect(new Area(wave));
    g.setPaint(new GradientPaint(0, 420, new Color(light), 0, 660, new Color(deep)));
    g.fill(liquid);
    glow(400, 540, 150, Color.WHITE, 120);
    // The sign: alpha, or a nucleus.
    g.setStroke(round(20));
    g.setColor(Color.WHITE);
    if (quantum) {
      for (int i = 0; i < 7; i++) {
        double a = Math.PI * 2 * i / 6;
        double r = i == 6 ? 0 : 34;
        solid(
            circle(400 + Math.cos(a) * r, 540 + Math.sin(a) * r, 26),
            i % 2 == 0 ? 0xffffff : 0xffc1ef,
            i % 2 == 0 ? 0xb9a5ff : 0xff4fc3);
      }
    } else {
      Path2D alphaSign = new Path2D.Double();
      alphaSign.moveTo(470, 486);
      alphaSign.curveTo(440, 560, 410, 604, 366, 604);
      alphaSign.curveTo(300, 604, 300, 486, 366, 486);
      alphaSign.curveTo(410, 486, 440, 540, 474, 604);
      g.draw(alphaSign);
    }
    Random bubbles = new Random(level);
    for (int i = 0; i < 16; i++) {
      double x = 280 + bubbles.nextDouble() * 240;
      double y = 200 + bubbles.nextDouble() * 260;
      double r = 5 + bubbles.nextDouble() * 13;
      if (glass.contains(x - r, y - r, 2 * r, 2 * r)) {
        g.setColor(alpha(new Color(light), 190));
        g.fill(circle(x, y, r));
        g.setColor(alpha(Color.WHITE, 220));
        g.fill(circle(x - r * 0.3, y - r * 0.3, r * 0.3));
      }
    }
    g.setStroke(round(12));
    g.setColor(INK);
    g.draw(glass);
    g.setStroke(round(4));
    g.setColor(alpha(Color.WHITE, 210));
    g.draw(glass);
    solid(new RoundRectangle2D.Double(318, 126, 164, 40, 20, 20), 0xe9eef8, 0x8fa3c4);
    g.setColor(alpha(Color.WHITE, 150));
    g.setStroke(round(14));
    g.draw(new Arc2D.Double(236, 420, 150, 200, 130, 70, Arc2D.OPEN));
    if (quantum) {
      orbits(false);
    } else {
      sparks();
    }
  }

  private void orbits(boolean behind) {
    for (int i = 0; i < 3; i++) {
      AffineTransform before = g.getTransform();
      g.rotate(Math.PI * i / 3 + 0.3, 400, 430);
      g.setStroke(round(6));
      g.setColor(alpha(i == 1 ? new Color(0x6be3ff) : accent, behind ? 120 : 235));
      g.draw(new Arc2D.Double(90, 330, 620, 200, behind ? 0 : 180, 180, Arc2D.OPEN));
      if (!behind) {
        double a = Math.PI * (1.15 + 0.3 * i);
        solid(circle(400 + Math.cos(a) * 310, 430 - Math.sin(a) * 100, 18), 0xffffff, 0x6be3ff);
      }
      g.setTransform(before);
    }
  }

  private void sparks() {
    for (int[] s : new int[][] {{190, 250, 34}, {600, 220, 44}, {640, 400, 26}, {150, 430, 24}}) {
      Path2D star = new Path2D.Double();
      star.moveTo(s[0], s[1] - s[2]);
      star.quadTo(s[0], s[1], s[0] + s[2], s[1]);
      star.quadTo(s[0], s[1], s[0], s[1] + s[2]);
      star.quadTo(s[0], s[1], s[0] - s[2], s[1]);
      star.quadTo(s[0], s[1], s[0], s[1] - s[2]);
      g.setColor(new Color(0xfff3b0));
      g.fill(star);
    }
  }

  private void trophy() {
    // Laurel.
    for (int side : new int[] {-1, 1}) {
      for (int i = 0; i < 9; i++) {
        double a = Math.PI * (0.5 + side * (0.16 + i * 0.075));
        double x = 400 + Math.cos(a) * 272;
        double y = 400 + Math.sin(a) * 272;
        AffineTransform before = g.getTransform();
        g.rotate(a + side * 0.9, x, y);
        solid(new Ellipse2D.Double(x - 16, y - 46, 32, 92), 0x9be564, 0x2e7d32);
        g.setTransform(before);
      }
    }
    g.setStroke(round(34));
    g.setColor(INK);
    g.draw(new Arc2D.Double(196, 210, 160, 190, 60, 250, Arc2D.OPEN));
    g.draw(new Arc2D.Double(444, 210, 160, 190, 230, 250, Arc2D.OPEN));
    g.setStroke(round(22));
    g.setColor(new Color(0xffc93c));
    g.draw(new Arc2D.Double(196, 210, 160, 190, 60, 250, Arc2D.OPEN));
    g.draw(new Arc2D.Double(444, 210, 160, 190, 230, 250, Arc2D.OPEN));
    Path2D cup = new Path2D.Double();
    cup.moveTo(260, 180);
    cup.lineTo(540, 180);
    cup.curveTo(540, 380, 500, 450, 430, 470);
    cup.lineTo(430, 540);
    cup.lineTo(370, 540);
    cup.lineTo(370, 470);
    cup.curveTo(300, 450, 260, 380, 260, 180);
    solid(cup, 0xffe08a, 0xd98e04);
    solid(new RoundRectangle2D.Double(240, 156, 320, 44, 22, 22), 0xfff1c1, 0xe0a106);
    solid(new RoundRectangle2D.Double(316, 532, 168, 40, 16, 16), 0xffd76b, 0xb87503);
    solid(new RoundRectangle2D.Double(276, 568, 248, 70, 18, 18), 0x4a3320, 0x22160b);
    // Three steps of a podium on the base.
    g.setColor(accent);
    g.fill(new Rectangle2D.Double(380, 584, 40, 40));
    g.fill(new Rectangle2D.Double(332, 598, 40, 26));
    g.fill(new Rectangle2D.Double(428, 606, 40, 18));
    // A star in the cup.
    Path2D star = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      double a = -Math.PI / 2 + Math.PI * i / 5;
      double r = i % 2 == 0 ? 84 : 36;
      double x = 400 + Math.cos(a) * r;
      double y = 318 + Math.sin(a) * r;
      if (i == 0) {
        star.moveTo(x, y);
      } else {
        star.lineTo(x, y);
      }
    }
    star.closePath();
    solid(star, 0xffffff, 0xffe9a8);
    g.setColor(alpha(Color.WHITE, 140));
    g.setStroke(round(14));
    g.draw(new Arc2D.Double(286, 150, 200, 280, 170, 50, Arc2D.OPEN));
  }

  /** A shape in a vertical gradient with a dark outline. */
  private void solid(Shape shape, int top, int bottom) {
    Rectangle2D box = shape.getBounds2D();
    g.setPaint(
        new GradientPaint(
            0, (float) box.getMinY(), new Color(top), 0, (float) box.getMaxY(), new Color(bottom)));
    g.fill(shape);
    g.setStroke(round(7));
    g.setColor(INK);
    g.draw(shape);
  }

  private void glow(double x, double y, double r, Color color, int strength) {
    g.setPaint(
        new RadialGradientPaint(
            (float) x,
            (float) y,
            (float) r,
            new float[] {0f, 1f},
            new Color[] {alpha(color, strength), alpha(color, 0)}));
    g.fill(circle(x, y, r));
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static Ellipse2D circle(double x, double y, double r) {
    return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
  }

  private static Path2D polygon(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static Color alpha(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
