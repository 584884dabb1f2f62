package io.edgewise.search.scaling;

import java.util.Locale;

/**
 * Compound scaling (arXiv 1905.11946, equation 3): with a coefficient φ, depth is multiplied by
 * α^φ, width by β^φ and resolution by γ^φ. Multiply-accumulates grow with α·β²·γ², so where that is
 * about 2 each step of φ by 1 takes twice the work.
 *
 * @param depth α, 1 to 2
 * @param width β, 1 to 2
 * @param resolution γ, 1 to 2
 */
public record CompoundScaling(double depth, double width, double resolution) {

  /** The coefficients that the paper found for EfficientNet. */
  public static final CompoundScaling EFFICIENT_NET = new CompoundScaling(1.2, 1.1, 1.15);

  private static final double LEAST_GROWTH = 1.8;
  private static final double MOST_GROWTH = 2.2;

  public CompoundScaling {
    require("depth", depth);
    require("width", width);
    require("resolution", resolution);
    double growth = depth * width * width * resolution * resolution;
    if (growth < LEAST_GROWTH || growth > MOST_GROWTH) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "depth x width^2 x resolution^2 = %.3f; allowed is %s to %s, so that a step of 1"
                  + " takes about twice the work",
              growth,
              LEAST_GROWTH,
              MOST_GROWTH));
    }
  }

  private static void require(String what, double coefficient) {
    if (!(coefficient >= 1 && coefficient <= 2)) {
      throw new IllegalArgumentException(what + " = " + coefficient + ": allowed is 1 to 2");
    }
  }

  /** Multiply-accumulates at φ = 1 relative to those at 0, before any rounding. */
  public double growth() {
    return depth * width * width * resolution * resolution;
  }

  /**
   * The scale at a coefficient.
   *
   * @param phi below 0 for smaller networks
   */
  public Scale at(double phi) {
    return new Scale(Math.pow(width, phi), Math.pow(depth, phi), Math.pow(resolution, phi));
  }
}
