package io.edgewise.jobs.plan;

import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A marginal effect is what a decision does to the latency, whatever the others are: the mean over
 * the networks of a uniform sample that took an option, against the mean over all that met the
 * decision.
 *
 * @param millisByOption difference of each option that the sample holds, milliseconds, in the order
 *     of the options
 */
public record MarginalEffect(String decision, Map<String, Double> millisByOption) {

  /** The effects of all decisions of which the sample holds two options, the largest first. */
  static List<MarginalEffect> of(SearchSpace space, List<Screening> screenings) {
    List<Screening> simulated = screenings.stream().filter(s -> s.latency().isPresent()).toList();
    List<MarginalEffect> effects = new ArrayList<>();
    for (Decision decision : space.decisions()) {
      MarginalEffect effect = of(decision, simulated);
      if (effect.millisByOption().size() > 1) {
        effects.add(effect);
      }
    }
    effects.sort(Comparator.comparingDouble(effect -> -effect.rangeMillis()));
    return effects;
  }

  private static MarginalEffect of(Decision decision, List<Screening> simulated) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    decision.options().forEach(option -> millis.put(option, new ArrayList<>()));
    for (Screening screening : simulated) {
      String option = screening.architecture().valuesByDecision().get(decision.name());
      if (option != null) {
        millis.getOrDefault(option, new ArrayList<>()).add(latency(screening));
      }
    }
    OptionalDouble all =
        millis.values().stream().flatMap(List::stream).mapToDouble(x -> x).average();
    Map<String, Double> effects = new LinkedHashMap<>();
    millis.forEach(
        (option, values) ->
            values.stream()
                .mapToDouble(x -> x)
                .average()
                .ifPresent(mean -> effects.put(option, mean - all.orElseThrow())));
    return new MarginalEffect(decision.name(), effects);
  }

  /** The mean latency between the slowest and the fastest option, milliseconds. */
  public double rangeMillis() {
    double most = millisByOption.values().stream().mapToDouble(x -> x).max().orElse(0);
    double least = millisByOption.values().stream().mapToDouble(x -> x).min().orElse(0);
    return most - least;
  }

  private static double latency(Screening screening) {
    return screening.latency().orElseThrow().latencyMillis();
  }
}
