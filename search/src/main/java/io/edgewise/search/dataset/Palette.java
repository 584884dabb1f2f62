package io.edgewise.search.dataset;

import java.util.SplittableRandom;

/**
 * The colours of one generated picture, far enough apart to be told apart.
 *
 * @param first of the texture
 * @param second of the texture
 * @param groundContrast brightness between the ground's stripes, of either sign
 */
record Palette(Colour first, Colour second, Colour ground, Colour bar, double groundContrast) {

  private static final double MIN_CONTRAST = 90;
  private static final double MIN_TEXTURE_CONTRAST = 120;
  private static final double MAX_GROUND_CONTRAST = 15;

  static Palette draw(SplittableRandom random) {
    double contrast = random.nextDouble(-MAX_GROUND_CONTRAST, MAX_GROUND_CONTRAST);
    Colour bar = Colour.draw(random, 0, 255);
    while (true) {
      Colour first = Colour.draw(random, 0, 255);
      Colour second = Colour.draw(random, 0, 255);
      Colour ground = Colour.draw(random, 30, 225);
      if (first.distance(ground) >= MIN_CONTRAST
          && second.distance(ground) >= MIN_CONTRAST
          && first.distance(second) >= MIN_TEXTURE_CONTRAST) {
        return new Palette(first, second, ground, bar, contrast);
      }
    }
  }

  /**
   * The colour of a pixel.
   *
   * @param inside share of it that the shape covers
   * @param texture share of the second colour in the texture
   * @param stripe of the ground, -0.5 to 0.5
   * @param hidden share of it that the bar covers
   */
  Colour at(double inside, double texture, double stripe, double hidden) {
    Colour filled = first.toward(second, texture);
    return ground.brighter(stripe * groundContrast).toward(filled, inside).toward(bar, hidden);
  }

  /** A colour, each part 0 to 255 (or a little outside before it becomes a byte). */
  record Colour(double red, double green, double blue) {

    static Colour draw(SplittableRandom random, double low, double high) {
      return new Colour(
          random.nextDouble(low, high), random.nextDouble(low, high), random.nextDouble(low, high));
    }

    Colour toward(Colour other, double share) {
      return new Colour(
          red + share * (other.red - red),
          green + share * (other.green - green),
          blue + share * (other.blue - blue));
    }

    Colour brighter(double by) {
      return new Colour(red + by, green + by, blue + by);
    }

    double distance(Colour other) {
      double r = red - other.red;
      double g = green - other.green;
      double b = blue - other.blue;
      return Math.sqrt(r * r + g * g + b * b);
    }
  }
}
