package io.edgewise.sim.deployment;

import io.edgewise.sim.LatencyReport;
import java.util.List;

/**
 * A pipeline is one network over several equal chips, each of which runs a segment of its layers
 * while the next one runs its own on the image before (coral.ai, "Pipeline a model with multiple
 * Edge TPUs"). Each chip has its own link and thread of the host.
 *
 * @param stages one a chip, in order
 */
public record Pipeline(List<Stage> stages) {

  /**
   * A stage is the segment of one chip.
   *
   * @param first the name of its first layer
   * @param last the name of its last layer
   * @param layers how many layers it has
   * @param report the segment by itself, transfers of what it reads and gives included
   */
  public record Stage(String first, String last, int layers, LatencyReport report) {}

  public Pipeline {
    stages = List.copyOf(stages);
  }

  /** Milliseconds that one image takes through all chips. */
  public double latencyMillis() {
    return stages.stream().mapToDouble(stage -> stage.report().latencyMillis()).sum();
  }

  /** Milliseconds from one result to the next while the pipeline is full: its slowest stage's. */
  public double intervalMillis() {
    return stages.stream().mapToDouble(stage -> stage.report().latencyMillis()).max().orElseThrow();
  }

  /** Parameter bytes that stream, of all stages together. */
  public long streamedBytes() {
    return stages.stream().mapToLong(s -> s.report().metrics().streamedParameterBytes()).sum();
  }
}
