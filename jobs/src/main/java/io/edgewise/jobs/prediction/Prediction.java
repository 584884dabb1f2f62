package io.edgewise.jobs.prediction;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.util.List;
import java.util.Optional;

/**
 * A prediction is a network's report, how the network stood in its file, and what changes of it
 * would come to.
 *
 * @param images images that one inference takes, at least 1
 * @param isFloat whether the file is of floats, so that the report is of the network as it will be
 *     once it is quantised
 * @param accelerator what the report is of
 * @param variants the changes that were asked for, in that order
 * @param narrowed stages that could be narrower for all parameters to stay on the chip; empty if
 *     they stay, if nothing tried would help, or if the network has no stages
 */
public record Prediction(
    LatencyReport report,
    int images,
    boolean isFloat,
    AcceleratorSpec accelerator,
    List<Variant> variants,
    Optional<NarrowedStages> narrowed) {

  public Prediction {
    variants = List.copyOf(variants);
  }

  /** A prediction of a network as it is. */
  public Prediction(LatencyReport report, int images, boolean isFloat, AcceleratorSpec on) {
    this(report, images, isFloat, on, List.of(), Optional.empty());
  }

  /**
   * A variant is the network with a change, simulated.
   *
   * @param change as it was asked for
   */
  public record Variant(String change, LatencyReport report) {}
}
