package io.edgewise.search.evaluation;

import java.io.Serializable;
import java.util.List;

/**
 * The accelerators that a search looks for networks for.
 *
 * @param each where a network is to run, and the limits there, in the search's order; one or more
 * @param together whether one network is for all, so that it must keep the limits of each; else it
 *     must keep those of one
 */
public record Fleet(List<Deployment> each, boolean together) implements Serializable {

  public Fleet {
    each = List.copyOf(each);
    if (each.isEmpty()) {
      throw new IllegalArgumentException("0 accelerators: allowed is 1 or more");
    }
  }

  /** The place that stands for all where one must do. */
  public Deployment first() {
    return each.get(0);
  }

  /** Returns whether there is more than one accelerator. */
  public boolean isSeveral() {
    return each.size() > 1;
  }

  /** The names of the accelerators, in their order. */
  public List<String> names() {
    return each.stream().map(deployment -> deployment.accelerator().name()).toList();
  }

  /** The same places without their limits. */
  public Fleet unconstrained() {
    return new Fleet(each.stream().map(Deployment::unconstrained).toList(), together);
  }

  /** Screens on this thread. */
  public FleetScreener screener() {
    return new FleetScreener(
        names(), each.stream().<Screener>map(SimulationScreener::new).toList(), together);
  }
}
