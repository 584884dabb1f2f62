package io.edgewise.search.network;

import java.util.Map;

/** Block options hold what was chosen for the options of one kind of block. */
public record BlockOptions(Map<BlockOption, Number> values) {

  public BlockOptions {
    values = Map.copyOf(values);
  }

  /** The value of an option, a whole number. */
  int whole(BlockOption option) {
    return number(option).intValue();
  }

  /** The value of an option. */
  double real(BlockOption option) {
    return number(option).doubleValue();
  }

  private Number number(BlockOption option) {
    Number value = values.get(option);
    if (value == null) {
      throw new IllegalArgumentException("block without " + option.key() + ": " + values);
    }
    return value;
  }
}
