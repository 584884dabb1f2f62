package io.edgewise.search.dataset;

import java.util.SplittableRandom;

/**
 * One picture of the generated data set: a textured shape on a faintly striped ground, partly
 * hidden by a bar.
 *
 * <p>How hard the data set is lies in the numbers of this class and of {@link Palette}. They were
 * set by training small convolutional networks for a few epochs; {@code GeneratedShapesTest} holds
 * what must stay true.
 *
 * @param outline the shape's own coordinates, in radii
 * @param weave the texture's, in periods
 * @param groundWeave the ground's, in periods
 * @param barAxis the bar's, in pixels
 * @param barHalfWidth in pixels; 0 for no bar
 */
record ShapeScene(
    Shape shape,
    Texture texture,
    Frame outline,
    Frame weave,
    Frame groundWeave,
    Frame barAxis,
    double barHalfWidth,
    Palette palette) {

  private static final int SIZE = GeneratedShapes.RESOLUTION;
  private static final double CENTRE = (SIZE - 1) / 2.0;
  private static final double OFF_CENTRE = 3;
  private static final double MIN_RADIUS = 9;
  private static final double MAX_RADIUS = 13;
  private static final double MIN_PERIOD = 4;
  private static final double MAX_PERIOD = 6;
  private static final double MAX_GROUND_PERIOD = 24;
  private static final double OCCLUDED_SHARE = 0.3;
  private static final double MIN_BAR_HALF_WIDTH = 1;
  private static final double MAX_BAR_HALF_WIDTH = 3;

  /** Standard deviation 12: a triangular distribution is sqrt(6) of them wide to either side. */
  private static final double NOISE = 12 * Math.sqrt(6);

  private static final int NOISE_BITS = 10;
  private static final int NOISE_MASK = (1 << NOISE_BITS) - 1;

  /** Draws everything about a picture but its noise. */
  static ShapeScene draw(Shape shape, Texture texture, SplittableRandom random) {
    double x = CENTRE + random.nextDouble(-OFF_CENTRE, OFF_CENTRE);
    double y = CENTRE + random.nextDouble(-OFF_CENTRE, OFF_CENTRE);
    double radius = random.nextDouble(MIN_RADIUS, MAX_RADIUS);
    double period = random.nextDouble(MIN_PERIOD, MAX_PERIOD);
    double groundPeriod = random.nextDouble(MIN_PERIOD, MAX_GROUND_PERIOD);
    double barOffset = random.nextDouble(-radius, radius);
    boolean occluded = random.nextDouble() < OCCLUDED_SHARE;
    return new ShapeScene(
        shape,
        texture,
        Frame.turned(random, x, y, radius),
        Frame.turned(random, x, y, period).shifted(random.nextDouble(), random.nextDouble()),
        Frame.turned(random, x, y, groundPeriod).shifted(random.nextDouble(), 0),
        Frame.turned(random, x, y, 1).shifted(barOffset, 0),
        occluded ? random.nextDouble(MIN_BAR_HALF_WIDTH, MAX_BAR_HALF_WIDTH) : 0,
        Palette.draw(random));
  }

  /** Paints the picture with fresh noise, NHWC, into the bytes from the offset on. */
  void paint(SplittableRandom random, byte[] pixels, int offset) {
    int at = offset;
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        Palette.Colour colour =
            palette.at(
                inside(column, row),
                texture.mix(weave.along(column, row), weave.across(column, row)),
                Texture.stripe(groundWeave.along(column, row)) - 0.5,
                hidden(column, row));
        long bits = random.nextLong();
        pixels[at++] = noisy(colour.red(), bits);
        pixels[at++] = noisy(colour.green(), bits >>> 2 * NOISE_BITS);
        pixels[at++] = noisy(colour.blue(), bits >>> 4 * NOISE_BITS);
      }
    }
  }

  /** Share of a pixel that the shape covers, its edge taken for straight. */
  private double inside(int column, int row) {
    double distance = shape.distance(outline.along(column, row), outline.across(column, row));
    return Texture.clamp(0.5 - distance * outline.unit());
  }

  private double hidden(int column, int row) {
    return barHalfWidth == 0
        ? 0
        : Texture.clamp(0.5 + barHalfWidth - Math.abs(barAxis.along(column, row)));
  }

  /** The sum of two uniform numbers is triangular noise. */
  private static byte noisy(double value, long bits) {
    long sum = (bits & NOISE_MASK) + ((bits >>> NOISE_BITS) & NOISE_MASK);
    long result = Math.round(value + NOISE * (sum - NOISE_MASK) / NOISE_MASK);
    return (byte) Math.max(0, Math.min(255, result));
  }

  /**
   * A rotated coordinate system.
   *
   * @param x column of its origin
   * @param y row of its origin
   * @param unit pixels a unit
   * @param shiftAlong added to the first coordinate, in units
   * @param shiftAcross added to the second
   */
  record Frame(
      double x,
      double y,
      double cos,
      double sin,
      double unit,
      double shiftAlong,
      double shiftAcross) {

    static Frame turned(SplittableRandom random, double x, double y, double unit) {
      double angle = random.nextDouble(2 * Math.PI);
      return new Frame(x, y, StrictMath.cos(angle), StrictMath.sin(angle), unit, 0, 0);
    }

    Frame shifted(double along, double across) {
      return new Frame(x, y, cos, sin, unit, along, across);
    }

    double along(int column, int row) {
      return ((column - x) * cos + (row - y) * sin) / unit + shiftAlong;
    }

    double across(int column, int row) {
      return ((row - y) * cos - (column - x) * sin) / unit + shiftAcross;
    }
  }
}
