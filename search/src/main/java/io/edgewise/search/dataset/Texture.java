package io.edgewise.search.dataset;

/**
 * A texture tells how a shape of the generated data set is filled with two colours. It uses no
 * transcendental functions, so that the pixels are the same on every machine.
 */
enum Texture {
  PLAIN {
    @Override
    double mix(double s, double t) {
      return 0;
    }
  },
  GRADIENT {
    @Override
    double mix(double s, double t) {
      return clamp(0.4 + s * 0.25);
    }
  },
  STRIPES {
    @Override
    double mix(double s, double t) {
      return stripe(s);
    }
  },
  CHECKS {
    @Override
    double mix(double s, double t) {
      double a = stripe(s);
      double b = stripe(t);
      return a * b + (1 - a) * (1 - b);
    }
  },
  DOTS {
    @Override
    double mix(double s, double t) {
      double a = s - Math.rint(s);
      double b = t - Math.rint(t);
      return clamp((0.3 - Math.sqrt(a * a + b * b)) * 5 + 0.5);
    }
  };

  /**
   * Share of the second colour, 0 to 1.
   *
   * @param s position along the pattern, in periods
   * @param t position across it, in periods
   */
  abstract double mix(double s, double t);

  /** A triangle wave of period 1 with its slopes steepened. */
  static double stripe(double x) {
    double triangle = Math.abs(x - Math.rint(x)) * 2;
    return clamp((triangle - 0.5) * 2.5 + 0.5);
  }

  /** The nearest number from 0 to 1. */
  static double clamp(double x) {
    return Math.max(0, Math.min(1, x));
  }
}
