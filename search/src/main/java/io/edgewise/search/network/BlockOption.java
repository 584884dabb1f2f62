package io.edgewise.search.network;

import io.edgewise.search.network.OptionValues.Kernels;
import io.edgewise.search.network.OptionValues.Multiples;
import io.edgewise.search.network.OptionValues.Numbers;
import io.edgewise.search.network.OptionValues.WholeNumbers;
import io.edgewise.sim.settings.Settings;
import java.util.List;
import java.util.Locale;

/** A setting that kinds of blocks have, under one key in space files and in architecture JSON. */
public enum BlockOption {
  /** Rows and columns of the block's window: 3, 5 or 7. */
  KERNEL(new Kernels()),
  /** Channels inside the block relative to its input; in a space a whole number. */
  EXPANSION(new Multiples(1, 16)),
  /** Squeezed channels relative to the block's input; 0 for no squeeze-excite. */
  SQUEEZE_EXCITE(new Numbers(0, 1)),
  /** Fewest channels that a group of a grouped convolution computes. */
  GROUP_SIZE(new WholeNumbers(8, 512)),
  /** Channels of a compressed input relative to the block's input. */
  INPUT_RATIO(new Numbers(0.05, 1)),
  /** Channels before a projection relative to the block's output. */
  OUTPUT_RATIO(new Numbers(0.05, 1));

  private final OptionValues values;

  BlockOption(OptionValues values) {
    this.values = values;
  }

  /** Its key, such as {@code squeeze-excite}. */
  public String key() {
    return Settings.label(this);
  }

  /** Reads one value; notes a mistake in the settings. */
  public Number read(Settings section) {
    return values.read(section, key());
  }

  /** Reads a list of at least one value, none twice; notes a mistake in the settings. */
  public List<Number> readAll(Settings section) {
    return values.readAll(section, key());
  }

  /**
   * Refuses a value that it may not have.
   *
   * @param of what has the option, for the message
   * @throws IllegalArgumentException that names the option, the value and what is allowed
   */
  public void require(String of, Number value) {
    if (!values.contain(value)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s %s = %s: allowed is %s", of, key(), value, values));
    }
  }

  void require(Number value) {
    require("stage", value);
  }
}
