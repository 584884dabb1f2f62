package io.edgewise.sim.calibration;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.util.List;

/** Predicts the latencies of a fixed list of networks on any accelerators. */
@FunctionalInterface
public interface Predictor {

  /**
   * @return for each accelerator the latency of each network, ms
   */
  double[][] latencies(List<AcceleratorSpec> accelerators);
}
