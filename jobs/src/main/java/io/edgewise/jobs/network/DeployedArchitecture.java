package io.edgewise.jobs.network;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.workload.LayerGraph;

/**
 * An architecture of a file, and how it is deployed.
 *
 * @param file what else the file says
 * @param view the input and the classes
 */
public record DeployedArchitecture(NetworkFile file, DeployView view) {

  /** Returns whether it is deployed as its search had it. */
  public boolean isAsFound() {
    return file.finding().filter(found -> found.deployed().equals(view)).isPresent();
  }

  /**
   * Lowers the architecture.
   *
   * @throws IllegalArgumentException if it has no blocks
   */
  public LayerGraph graph() {
    return graph(file.architecture(), view);
  }

  /** Lowers another architecture, or this one deployed otherwise, under its own id. */
  public static LayerGraph graph(Architecture architecture, DeployView view) {
    return Lowering.lower(architecture.id().hex(), view.network(architecture));
  }
}
