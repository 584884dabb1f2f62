package io.edgewise.search.network;

import io.edgewise.sim.settings.Settings;
import java.util.List;

/** The values that an option may have, and how files spell them; as text, for messages. */
public interface OptionValues {

  /** Returns whether this value is one of them. */
  boolean contain(Number value);

  /** Reads one value; notes a mistake in the settings. */
  Number read(Settings section, String key);

  /** Reads a list of at least one value, none twice; notes a mistake in the settings. */
  List<Number> readAll(Settings section, String key);

  /** Sizes of a convolution's window. */
  record Kernels() implements OptionValues {
    private static final List<Integer> SIZES = List.of(3, 5, 7);

    @Override
    public boolean contain(Number value) {
      return SIZES.contains(value.intValue());
    }

    @Override
    public Integer read(Settings section, String key) {
      return Integer.valueOf(section.word(key, SIZES.stream().map(String::valueOf).toList()));
    }

    @Override
    public List<Number> readAll(Settings section, String key) {
      List<Integer> kernels = section.integers(key, SIZES.get(0), SIZES.get(SIZES.size() - 1));
      if (!SIZES.containsAll(kernels)) {
        section.problem(key, "is " + kernels + "; allowed are " + SIZES);
        return List.of(SIZES.get(0));
      }
      return List.copyOf(kernels);
    }

    @Override
    public String toString() {
      return "one of " + SIZES;
    }
  }

  /** Whole numbers from {@code min} to {@code max}. */
  record WholeNumbers(int min, int max) implements OptionValues {
    @Override
    public boolean contain(Number value) {
      return value.intValue() >= min && value.intValue() <= max;
    }

    @Override
    public Integer read(Settings section, String key) {
      return section.integer(key, min, max);
    }

    @Override
    public List<Number> readAll(Settings section, String key) {
      return List.copyOf(section.integers(key, min, max));
    }

    @Override
    public String toString() {
      return min + " to " + max;
    }
  }

  /**
   * Numbers from {@code min} to {@code max} of which a space chooses among whole ones. (In one
   * published network a block expands to 3.2 times its input.)
   */
  record Multiples(int min, int max) implements OptionValues {
    @Override
    public boolean contain(Number value) {
      return value.doubleValue() >= min && value.doubleValue() <= max;
    }

    @Override
    public Number read(Settings section, String key) {
      return BlockOptions.exact(section.number(key, min, max));
    }

    @Override
    public List<Number> readAll(Settings section, String key) {
      return List.copyOf(section.integers(key, min, max));
    }

    @Override
    public String toString() {
      return min + " to " + max;
    }
  }

  /** Numbers from {@code min} to {@code max}. */
  record Numbers(double min, double max) implements OptionValues {
    @Override
    public boolean contain(Number value) {
      return value.doubleValue() >= min && value.doubleValue() <= max;
    }

    @Override
    public Double read(Settings section, String key) {
      return section.number(key, min, max);
    }

    @Override
    public List<Number> readAll(Settings section, String key) {
      return List.copyOf(section.numbers(key, min, max));
    }

    @Override
    public String toString() {
      return min + " to " + max;
    }
  }
}
