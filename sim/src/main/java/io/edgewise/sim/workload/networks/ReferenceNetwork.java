package io.edgewise.sim.workload.networks;

import io.edgewise.sim.workload.LayerGraph;

/**
 * A published network.
 *
 * @param name what it is asked for by, such as {@code mobilenet-v1-0.25}
 * @param resolution input height and width in pixels it is published with
 * @param source the paper, and the code where the paper leaves a choice
 */
public record ReferenceNetwork(String name, int resolution, String source, Builder builder) {

  /** Builds the network under a name, at a resolution in pixels. */
  @FunctionalInterface
  public interface Builder {
    LayerGraph build(String name, int resolution);
  }

  /** The network as published. */
  public LayerGraph graph() {
    return graph(resolution);
  }

  /**
   * The network at another resolution.
   *
   * @throws IllegalArgumentException if the resolution is too small for a window of the network
   */
  public LayerGraph graph(int pixels) {
    String label = name + "@" + pixels;
    try {
      return builder.build(label, pixels);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("network " + label + ": " + e.getMessage(), e);
    }
  }
}
