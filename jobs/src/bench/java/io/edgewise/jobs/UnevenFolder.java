package io.edgewise.jobs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Draws a folder of 302 pictures in three classes of 150, 140 and 12: a bright disc, square or
 * triangle, somewhere on a dark ground of another colour, with noise. {@code java UnevenFolder.java
 * FOLDER}
 */
final class UnevenFolder {

  private static final int SIDE = 48;
  private static final String[] CLASSES = {"disc", "square", "triangle"};
  private static final int[] COUNTS = {150, 140, 12};

  /** Mean hue of a class's shapes; they overlap by chance. */
  private static final double[] HUES = {0.0, 0.33, 0.66};

  private UnevenFolder() {}

  public static void main(String[] arguments) throws IOException {
    for (int label = 0; label < CLASSES.length; label++) {
      Path folder = Files.createDirectories(Path.of(arguments[0], CLASSES[label]));
      SplittableRandom random = new SplittableRandom(label);
      for (int i = 0; i < COUNTS[label]; i++) {
        ImageIO.write(picture(label, random), "png", folder.resolve(i + ".png").toFile());
      }
    }
  }

  private static BufferedImage picture(int label, SplittableRandom random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = image.createGraphics();
    brush.setColor(Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.3f));
    brush.fillRect(0, 0, SIDE, SIDE);
    double hue = HUES[label] + random.nextDouble(-0.2, 0.2);
    brush.setColor(Color.getHSBColor((float) hue, 0.8f, 0.9f));
    int size = random.nextInt(SIDE / 3, 2 * SIDE / 3);
    shape(brush, label, random.nextInt(SIDE - size), random.nextInt(SIDE - size), size);
    brush.dispose();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, noisy(image.getRGB(x, y), random));
      }
    }
    return image;
  }

  private static void shape(Graphics2D brush, int label, int x, int y, int size) {
    switch (label) {
      case 0 -> brush.fillOval(x, y, size, size);
      case 1 -> brush.fillRect(x, y, size, size);
      default ->
          brush.fillPolygon(
              new int[] {x, x + size, x + size / 2}, new int[] {y + size, y + size, y}, 3);
    }
  }

  private static int noisy(int rgb, SplittableRandom random) {
    int noisy = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int value = (rgb >> shift & 0xFF) + random.nextInt(-30, 31);
      noisy |= Math.max(0, Math.min(255, value)) << shift;
    }
    return noisy;
  }
}
