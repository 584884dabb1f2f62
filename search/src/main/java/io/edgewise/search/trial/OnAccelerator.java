package io.edgewise.search.trial;

import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.sim.LatencyReport;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network as it is on one accelerator of its search.
 *
 * @param accelerator its name; empty where the search has one only and that is known from elsewhere
 * @param report the simulator's, without its layers
 * @param why which of the accelerator's limits the network breaks; null if it keeps them
 * @param reward what the network is worth there; NaN as long as its accuracy is not known
 */
public record OnAccelerator(
    String accelerator, LatencyReport report, @Nullable Infeasible why, double reward)
    implements Serializable {

  /** The limit that the network breaks there; empty if it keeps them all. */
  public Optional<Infeasible> broken() {
    return Optional.ofNullable(why);
  }

  /** Returns whether the network keeps the accelerator's limits. */
  public boolean isWithin() {
    return why == null;
  }

  /** The same, worth so much. */
  OnAccelerator worth(double reward) {
    return new OnAccelerator(accelerator, report, why, reward);
  }
}
