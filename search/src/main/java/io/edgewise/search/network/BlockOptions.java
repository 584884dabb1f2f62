package io.edgewise.search.network;

import java.util.EnumMap;
import java.util.Map;

/** Block options hold what was chosen for the options of one kind of block. */
public record BlockOptions(Map<BlockOption, Number> values) {

  public BlockOptions {
    values = Map.copyOf(values);
  }

  /** Returns the options with another value of one of them. */
  public BlockOptions with(BlockOption option, Number value) {
    Map<BlockOption, Number> changed = new EnumMap<>(values);
    changed.put(option, value);
    return new BlockOptions(changed);
  }

  /** A number as files and spellings have it: 3, and 3.2. */
  static Number exact(double value) {
    return value == Math.rint(value) ? (Number) (int) value : (Number) value;
  }

  /** The value of an option, a whole number. */
  public int whole(BlockOption option) {
    return number(option).intValue();
  }

  /** The value of an option. */
  public double real(BlockOption option) {
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
