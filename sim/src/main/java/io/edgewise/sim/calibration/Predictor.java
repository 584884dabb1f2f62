package io.edgewise.sim.calibration;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.util.List;

/** Predicts the latencies of a fixed list of networks on any accelerators. */
@FunctionalInterface
public interface Predictor {

  /**
   * Predicts every network on every accelerator.
   *
   * @return for each accelerator the latency of each network, ms
   * @throws io.edgewise.sim.settings.SettingsException if a network does not run on one of them
   */
  double[][] latencies(List<AcceleratorSpec> accelerators);
}
