package io.edgewise.jobs.measurement;

import io.edgewise.sim.calibration.Quantity;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of measured networks.
 *
 * @param network names the network
 * @param values what the table holds of it
 */
public record Measurement(String network, Map<Quantity, Double> values) {

  public Measurement {
    values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
  }

  /**
   * Returns what was measured of a quantity.
   *
   * @throws IllegalArgumentException if nothing was
   */
  public double of(Quantity quantity) {
    @Nullable Double value = values.get(quantity);
    if (value == null) {
      throw new IllegalArgumentException(network + " has no " + quantity.column());
    }
    return value;
  }
}
