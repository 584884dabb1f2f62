package io.edgewise.search.evaluation;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Screens for several accelerators: each network by the screener of each, and what these say
 * together. A network that one of them cannot run has no costs to compare, and is rejected.
 */
public final class FleetScreener implements Screener {

  private final List<String> names;
  private final List<Screener> each;
  private final boolean together;

  /**
   * @param names of the accelerators
   * @param each one screener an accelerator, in the same order
   * @param together as {@link Fleet#together}
   */
  public FleetScreener(List<String> names, List<Screener> each, boolean together) {
    this.names = List.copyOf(names);
    this.each = List.copyOf(each);
    this.together = together;
  }

  @Override
  public List<Screening> screen(List<Architecture> architectures) {
    List<List<Screening>> all = each.stream().map(one -> one.screen(architectures)).toList();
    List<Screening> screenings = new ArrayList<>();
    for (int i = 0; i < architectures.size(); i++) {
      int place = i;
      screenings.add(joined(all.stream().map(screened -> screened.get(place)).toList()));
    }
    return screenings;
  }

  private Screening joined(List<Screening> onEach) {
    Architecture architecture = onEach.get(0).architecture();
    List<OnAccelerator> costs = new ArrayList<>();
    for (int i = 0; i < onEach.size(); i++) {
      Screening on = onEach.get(i);
      if (on.latency().isEmpty()) {
        return Screening.unmappable(architecture, named(i, on.rejection().orElseThrow()));
      }
      costs.add(
          new OnAccelerator(
              names.get(i), on.latency().get(), on.rejection().orElse(null), Double.NaN));
    }
    Costs all = new Costs(costs);
    return rejection(costs)
        .map(why -> Screening.beyond(architecture, all, why))
        .orElseGet(() -> Screening.within(architecture, all));
  }

  /** A network that is for all breaks a limit with the first that it breaks. */
  private Optional<Infeasible> rejection(List<OnAccelerator> costs) {
    List<Integer> broken = new ArrayList<>();
    for (int i = 0; i < costs.size(); i++) {
      if (!costs.get(i).isWithin()) {
        broken.add(i);
      }
    }
    if (broken.isEmpty() || (!together && broken.size() < costs.size())) {
      return Optional.empty();
    }
    return Optional.of(
        new Infeasible(
            costs.get(broken.get(0)).broken().orElseThrow().constraint(),
            broken.stream()
                .map(i -> named(i, costs.get(i).broken().orElseThrow()).detail())
                .collect(Collectors.joining("; "))));
  }

  /** Names the accelerator, unless there is one only. */
  private Infeasible named(int place, Infeasible why) {
    return each.size() == 1
        ? why
        : new Infeasible(why.constraint(), names.get(place) + ": " + why.detail());
  }
}
