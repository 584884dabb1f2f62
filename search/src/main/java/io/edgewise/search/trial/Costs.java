package io.edgewise.search.trial;

import io.edgewise.search.reward.RewardPlan;
import io.edgewise.sim.LatencyReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The costs of a network on each accelerator of its search.
 *
 * @param each in the order in which the search names them, one or more; none if one of them cannot
 *     run the network
 */
public record Costs(List<OnAccelerator> each) implements Serializable {

  /** The costs of a network that cannot be mapped. */
  public static final Costs NONE = new Costs(List.of());

  public Costs {
    each = List.copyOf(each);
  }

  /** The costs on the one accelerator of a search, whose limits are kept. */
  public static Costs of(LatencyReport report) {
    return new Costs(List.of(new OnAccelerator("", report, null, Double.NaN)));
  }

  /** The same, or none of a network that cannot be mapped. */
  public static Costs of(Optional<LatencyReport> report) {
    return report.map(Costs::of).orElse(NONE);
  }

  /** The report on the first accelerator, by which networks are told apart where one must do. */
  public Optional<LatencyReport> first() {
    return each.stream().findFirst().map(OnAccelerator::report);
  }

  /** Returns whether there is more than one accelerator. */
  public boolean areSeveral() {
    return each.size() > 1;
  }

  /** The same costs with what they are worth at an accuracy in [0, 1]. */
  public Costs rewarded(RewardPlan plan, double accuracy) {
    List<OnAccelerator> rewarded = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      OnAccelerator on = each.get(i);
      rewarded.add(on.worth(plan.each().get(i).reward(accuracy, on.report())));
    }
    return new Costs(rewarded);
  }

  /**
   * Returns what the network is worth at an accuracy in [0, 1], all accelerators together; NaN if
   * one of them cannot run it.
   */
  public double reward(RewardPlan plan, double accuracy) {
    if (each.isEmpty()) {
      return Double.NaN;
    }
    List<OnAccelerator> rewarded = rewarded(plan, accuracy).each();
    return plan.combined(
        rewarded.stream().mapToDouble(OnAccelerator::reward).toArray(),
        place -> rewarded.get(place).isWithin());
  }
}
