package io.edgewise.search.lowering;

/** The ranges say what the views take. */
final class Ranges {

  private static final int MAX_RESOLUTION = 4096;
  private static final int MAX_CLASSES = 1 << 20;

  private Ranges() {}

  static void requireTask(int resolution, int inputChannels, int classes) {
    require("resolution", resolution, 1, MAX_RESOLUTION);
    require("input channels", inputChannels, 1, 3);
    require("classes", classes, 2, MAX_CLASSES);
  }

  static void require(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw wrong(what, value, min, max);
    }
  }

  static void require(String what, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw wrong(what, value, min, max);
    }
  }

  private static IllegalArgumentException wrong(String what, Number value, Number min, Number max) {
    return new IllegalArgumentException(
        what + " = " + value + ": allowed is " + min + " to " + max);
  }
}
