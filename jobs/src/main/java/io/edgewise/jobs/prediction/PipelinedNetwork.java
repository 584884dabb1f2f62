package io.edgewise.jobs.prediction;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.deployment.Pipeline;
import java.util.List;

/**
 * A pipelined network is one network over several equal chips, cut in different ways.
 *
 * @param accelerator each of the chips
 * @param aloneMillis latency on one chip
 * @param cuts in the order in which they are told
 */
public record PipelinedNetwork(
    String network, AcceleratorSpec accelerator, double aloneMillis, List<Cut> cuts) {

  public PipelinedNetwork {
    cuts = List.copyOf(cuts);
  }

  /**
   * A cut is a way to share out the layers.
   *
   * @param by what is shared out evenly
   */
  public record Cut(String by, Pipeline pipeline) {}
}
