package io.edgewise.jobs.page;

import io.edgewise.jobs.report.AcceleratorResult;
import java.util.List;
import java.util.Optional;

/**
 * The front of one of a search's accelerators.
 *
 * @param targetMillis the latency that was aimed at there; empty where the history does not tell
 * @param networks fastest first, with their numbers there
 */
record AcceleratorFront(
    String accelerator, Optional<Double> targetMillis, List<NetworkPoint> networks) {

  static AcceleratorFront of(AcceleratorResult on, Optional<Double> targetMillis) {
    return new AcceleratorFront(
        on.accelerator(),
        targetMillis,
        on.result().front().stream().map(trial -> NetworkPoint.of(trial, true)).toList());
  }
}
