package io.edgewise.jobs.plan;

import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A sample of a space, drawn uniformly and screened as a search screens its proposals.
 *
 * @param first the first network of the space's enumeration, which is no part of the sample: often
 *     the smallest
 * @param drawn the sample
 */
public record SpaceSample(SearchSpace space, Screening first, List<Screening> drawn) {

  /** The stream that samples are drawn from; no generation has this number. */
  private static final int BEFORE_FIRST = -1;

  public SpaceSample {
    drawn = List.copyOf(drawn);
  }

  /**
   * Draws and screens networks. A longer sample begins with the shorter one.
   *
   * @param seed of the search
   */
  public static SpaceSample draw(SearchSpace space, long seed, int size, Screener screener) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, BEFORE_FIRST, 0));
    List<Architecture> sample = new ArrayList<>(List.of(space.first()));
    for (int i = 0; i < size; i++) {
      sample.add(space.sample(random));
    }
    List<Screening> screenings = screener.screen(sample);
    return new SpaceSample(space, screenings.get(0), screenings.subList(1, screenings.size()));
  }

  /** Those that may be trained. */
  public List<Screening> feasible() {
    return drawn.stream().filter(Screening::isFeasible).toList();
  }

  /** Returns the share that may be trained, in [0, 1]. */
  public double feasibleShare() {
    return (double) feasible().size() / drawn.size();
  }

  /** Counts the others by the limit that they break first. */
  public SortedMap<String, Long> rejections() {
    SortedMap<String, Long> counts = new TreeMap<>();
    drawn.stream()
        .flatMap(screening -> screening.rejection().stream())
        .forEach(rejection -> counts.merge(rejection.constraint(), 1L, Long::sum));
    return counts;
  }

  /** The fastest network that was simulated, the first of the space too; empty if none runs. */
  public Optional<Screening> fastest() {
    List<Screening> all = new ArrayList<>(drawn);
    all.add(0, first);
    return all.stream().filter(s -> s.latency().isPresent()).min(BY_LATENCY);
  }

  /** The slowest network of the sample; empty if none runs. */
  public Optional<Screening> slowest() {
    return drawn.stream().filter(s -> s.latency().isPresent()).max(BY_LATENCY);
  }

  /** Collects a metric over those that run; empty if none does. */
  public Optional<Distribution> distribution(ToDoubleFunction<Metrics> metric) {
    double[] values =
        drawn.stream()
            .flatMap(screening -> screening.latency().stream())
            .mapToDouble(report -> metric.applyAsDouble(report.metrics()))
            .toArray();
    return values.length == 0
        ? Optional.empty()
        : Optional.of(Distribution.of(Arrays.stream(values)));
  }

  /** Tells what each decision does to the latency, the largest first. */
  public List<MarginalEffect> effects() {
    return MarginalEffect.of(space, drawn);
  }

  /** The latency of a network that runs, milliseconds. */
  public static double latencyMillis(Screening screening) {
    return screening.latency().orElseThrow().latencyMillis();
  }

  private static final Comparator<Screening> BY_LATENCY =
      Comparator.comparingDouble(SpaceSample::latencyMillis);
}
