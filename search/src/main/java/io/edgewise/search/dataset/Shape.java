package io.edgewise.search.dataset;

/** An outline of the generated data set, in coordinates in which its radius is about 1. */
enum Shape {
  DISC {
    @Override
    double distance(double u, double v) {
      return Math.sqrt(u * u + v * v) - 0.88;
    }
  },
  SQUARE {
    @Override
    double distance(double u, double v) {
      return Math.max(Math.abs(u), Math.abs(v)) - 0.78;
    }
  },
  TRIANGLE {
    @Override
    double distance(double u, double v) {
      return Math.max(Math.abs(u) * COS_30 + v * 0.5, -v) - 0.58;
    }
  },
  CROSS {
    @Override
    double distance(double u, double v) {
      double a = Math.abs(u);
      double b = Math.abs(v);
      return Math.max(Math.max(a, b) - 0.95, Math.min(a, b) - 0.34);
    }
  },
  RING {
    @Override
    double distance(double u, double v) {
      return Math.abs(Math.sqrt(u * u + v * v) - 0.72) - 0.24;
    }
  };

  private static final double COS_30 = Math.sqrt(3) / 2;

  /** Returns how far a point lies outside the outline; negative inside. Exact at the edge. */
  abstract double distance(double u, double v);
}
