package io.edgewise.sim;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A quantity of {@link Metrics}: the name that tables and JSON give it, and what readers are told.
 * This is the one list of them; its order is that of reports.
 */
public enum Metric {
  LATENCY("latency_ms", "latency", Unit.MILLISECONDS, Metrics::latencyMillis),
  CYCLES("cycles", "compute cycles", Unit.COUNT, Metrics::cycles),
  MACS("macs", "multiply-accumulates", Unit.COUNT, Metrics::macs),
  PARAMETERS("parameters", "parameters", Unit.COUNT, Metrics::parameters),
  CACHED_PARAMETERS(
      "cached_parameter_bytes", "parameters resident", Unit.BYTES, Metrics::cachedParameterBytes),
  STREAMED_PARAMETERS(
      "streamed_parameter_bytes",
      "parameters streamed",
      Unit.BYTES,
      Metrics::streamedParameterBytes),
  NARROW_MEMORY(
      "narrow_memory_bytes_per_tile",
      "narrow memory a tile",
      Unit.BYTES,
      Metrics::narrowMemoryBytesPerTile),
  ENERGY("energy_mj", "energy", Unit.MILLIJOULES, Metrics::energyMillijoules),
  ARITHMETIC_INTENSITY(
      "macs_per_link_byte", "arithmetic intensity", Unit.MACS_PER_BYTE, Metrics::macsPerLinkByte);

  /** A unit is what a metric is counted in. */
  public enum Unit {
    MILLISECONDS("ms", 3),
    COUNT("", 0),
    BYTES("bytes", 0),
    MILLIJOULES("mJ", 2),
    MACS_PER_BYTE("MAC a byte", 1);

    private final String symbol;
    private final int digits;

    Unit(String symbol, int digits) {
      this.symbol = symbol;
      this.digits = digits;
    }

    /** The symbol that follows a number; empty for a count. */
    public String symbol() {
      return symbol;
    }

    /** The digits after the point that are worth showing; none of a whole number. */
    public int digits() {
      return digits;
    }

    /** Returns whether the metric is a whole number. */
    public boolean isWhole() {
      return digits == 0;
    }
  }

  private final String column;
  private final String label;
  private final Unit unit;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference holds no state.
  private final ToDoubleFunction<Metrics> value;

  Metric(String column, String label, Unit unit, ToDoubleFunction<Metrics> value) {
    this.column = column;
    this.label = label;
    this.unit = unit;
    this.value = value;
  }

  /** The name of the metric in tables and JSON, which tells its unit. */
  public String column() {
    return column;
  }

  /** The metric in words, without its unit. */
  public String label() {
    return label;
  }

  public Unit unit() {
    return unit;
  }

  /** Returns whether every report has the metric; the others are NaN where it is not known. */
  public boolean isAlwaysKnown() {
    return unit.isWhole() || this == LATENCY;
  }

  /** The value in its unit; counts are exact below 2<sup>53</sup>. */
  public double of(Metrics metrics) {
    return value.applyAsDouble(metrics);
  }

  /** The value, a Long of what is counted in whole numbers, else a Double; empty if not known. */
  public Optional<Number> known(Metrics metrics) {
    double found = of(metrics);
    if (unit.isWhole()) {
      return Optional.of((long) found);
    }
    return isAlwaysKnown() || !Double.isNaN(found) ? Optional.of(found) : Optional.empty();
  }
}
