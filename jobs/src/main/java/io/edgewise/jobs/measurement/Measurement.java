package io.edgewise.jobs.measurement;

import io.edgewise.sim.calibration.Quantity;
import java.util.EnumMap;
import java.util.Map;

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
}
