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
 * Draws a folder of pictures in three classes: a bright disc, square or triangle, somewhere on a
 * dark ground of another colour, with noise. Every third is a JPEG, of another size than the PNGs.
 * {@code java DrawnFolder.java FOLDER DISCS=COUNT SQUARES=COUNT TRIANGLES=COUNT} takes the names of
 * the class folders as they are given.
 */
final class DrawnFolder {

  private static final int PNG_SIDE = 48;
  private static final int JPEG_SIDE = 64;

  /** Mean hue of a class's shapes; they overlap by chance. */
  private static final double[] HUES = {0.0, 0.33, 0.66};

  private DrawnFolder() {}

  public static void main(String[] arguments) throws IOException {
    for (int label = 0; label < HUES.length; label++) {
      String[] words = arguments[label + 1].split("=");
      Path folder = Files.createDirectories(Path.of(arguments[0], words[0]));
      SplittableRandom random = new SplittableRandom(label);
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        boolean isJpeg = i % 3 == 2;
        BufferedImage image = picture(label, isJpeg ? JPEG_SIDE : PNG_SIDE, random);
        ImageIO.write(
            image, isJpeg ? "jpg" : "png", folder.resolve(i + (isJpeg ? ".jpg" : ".png")).toFile());
      }
    }
  }

  private static BufferedImage picture(int label, int side, SplittableRandom random) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = image.createGraphics();
    brush.setColor(Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.3f));
    brush.fillRect(0, 0, side, side);
    double hue = HUES[label] + random.nextDouble(-0.2, 0.2);
    brush.setColor(Color.getHSBColor((float) hue, 0.8f, 0.9f));
    int size = random.nextInt(side / 3, 2 * side / 3);
    shape(brush, label, random.nextInt(side - size), random.nextInt(side - size), size);
    brush.dispose();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
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
