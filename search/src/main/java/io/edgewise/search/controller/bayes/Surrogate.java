package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.Expectation;
import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.gp.Gaussian;
import io.edgewise.search.gp.GaussianProcess;
import io.edgewise.search.gp.GaussianProcess.Data;
import io.edgewise.search.gp.KernelFit;
import io.edgewise.search.gp.Likeness;
import io.edgewise.search.gp.Network;
import io.edgewise.search.gp.NormalScores;
import io.edgewise.search.gp.Prior;
import io.edgewise.search.gp.Shortlist;
import io.edgewise.search.gp.Sizes;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses what is worth training: a Gaussian process learns the archive, and the candidates whose
 * mean plus {@code exploration} times deviation is largest are taken, one after the other
 * (GP-BUCB).
 */
public final class Surrogate {

  /** Deviations are only computed for the candidates of highest mean. */
  private static final int SHORTLIST = 500;

  /** A normal value is within so many deviations with 95 % confidence. */
  private static final double SURE = 1.96;

  private final BayesSettings settings;
  private final Goal goal;
  private final Spellings spellings;

  /**
   * Networks of more MACs are expected to be better. Parameters are no part of it: on tables they
   * go with the MACs, and what a proxy gains from more of them alone is little.
   */
  private final Prior prior;

  private final ProxySize proxySize;

  public Surrogate(SearchSpace space, BayesSettings settings, Goal goal, ProxySize proxySize) {
    this.settings = settings;
    this.goal = goal;
    this.spellings = new Spellings(space);
    this.prior = new Prior(new Likeness(space), Archive.MACS, settings.sizePrior());
    this.proxySize = proxySize;
  }

  /**
   * The best {@code size} of a pool, in the order they were chosen; the first of it, which was
   * drawn at random, as long as nothing is known.
   */
  public List<Architecture> select(Archive archive, List<Screening> feasible, int size) {
    // Before the first trial there is a prior alone, which would train nothing but the largest.
    if (feasible.size() <= size || archive.isEmpty()) {
      return feasible.stream().limit(size).map(Screening::architecture).toList();
    }
    Belief belief = belief(archive, feasible);
    // Without a trial of this search there is no accuracy to read the scores by.
    Acquisition acquisition =
        goal.isReward() || isUntried(archive)
            ? new UpperConfidence(settings.exploration())
            : new HypervolumeGain(goal, settings.exploration(), archive, feasible);
    List<Integer> order = acquisition.shortlist(belief, SHORTLIST);
    Shortlist shortlist =
        new Shortlist(belief.process(), order.stream().map(belief.networks()::get).toList(), size);
    return pick(acquisition, belief, order, shortlist, size).stream()
        .map(i -> feasible.get(i).architecture())
        .toList();
  }

  /**
   * The largest expected improvement among candidates (Mockus 1978) on the best trial of this
   * search: sd (u Phi(u) + phi(u)) with u = (mean - best) / sd in normal scores, read as a value.
   *
   * @return empty for several objectives, or before there is a trial
   */
  public OptionalDouble expectedImprovement(Archive archive, List<Screening> candidates) {
    if (!goal.isReward() || isUntried(archive) || candidates.isEmpty()) {
      return OptionalDouble.empty();
    }
    Belief belief = belief(archive, candidates);
    Shortlist all = new Shortlist(belief.process(), belief.networks(), 0);
    double best = belief.scores().best();
    double largest = 0;
    for (int i = 0; i < all.size(); i++) {
      largest = Math.max(largest, Gaussian.expectedExcess(all.mean(i), all.deviation(i), best));
    }
    return OptionalDouble.of(
        belief.scores().valueAt(best + largest) - belief.scores().valueAt(best));
  }

  /**
   * Returns what is expected of each candidate, its normal score read as a value.
   *
   * @return one a candidate; none where {@link #expectedImprovement} is empty
   */
  public List<Expectation> expectations(Archive archive, List<Screening> candidates) {
    if (!goal.isReward() || isUntried(archive) || candidates.isEmpty()) {
      return List.of();
    }
    Belief belief = belief(archive, candidates);
    Shortlist all = new Shortlist(belief.process(), belief.networks(), 0);
    return IntStream.range(0, all.size())
        .mapToObj(i -> expectation(belief.scores(), all.mean(i), SURE * all.deviation(i)))
        .toList();
  }

  private static Expectation expectation(NormalScores scores, double mean, double reach) {
    return new Expectation(
        scores.valueAt(mean), scores.valueAt(mean - reach), scores.valueAt(mean + reach));
  }

  private static List<Integer> pick(
      Acquisition acquisition, Belief belief, List<Integer> order, Shortlist list, int size) {
    List<Integer> picked = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    while (picked.size() < Math.min(size, order.size())) {
      int best = -1;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < order.size(); i++) {
        if (!taken.contains(i)) {
          double score = acquisition.score(belief, order.get(i), list.mean(i), list.deviation(i));
          if (best < 0 || score > bestScore) {
            best = i;
            bestScore = score;
          }
        }
      }
      list.pick(best, picked.size());
      acquisition.picked(belief, order.get(best), list.mean(best));
      picked.add(order.get(best));
      taken.add(best);
    }
    return picked;
  }

  /**
   * A belief is what is believed about a pool.
   *
   * @param process conditioned on the archive
   * @param scores of the archive's first value, in its own scale
   * @param networks the pool, in its order
   * @param means the process's mean of each
   */
  record Belief(
      GaussianProcess process, NormalScores scores, List<Network> networks, double[] means) {}

  private Belief belief(Archive archive, List<Screening> pool) {
    List<double[]> raw =
        pool.stream()
            .map(s -> sizes(s.architecture(), Archive.sizes(s.latency().orElseThrow())))
            .toList();
    List<double[]> observed =
        archive.entries().stream()
            .map(e -> sizes(spellings.architecture(e.spelling()), e.sizes()))
            .toList();
    Sizes sizes = Sizes.over(Stream.concat(raw.stream(), observed.stream()).toList());
    NormalScores scores = Observed.scores(archive);
    Data data =
        Observed.data(
            archive, observed.stream().map(sizes::standardise).toList(), settings.observations());
    GaussianProcess process = GaussianProcess.fit(prior, KernelFit.of(prior, data), data);
    List<Network> networks =
        IntStream.range(0, pool.size())
            .mapToObj(
                i ->
                    new Network(
                        spellings.of(pool.get(i).architecture()), sizes.standardise(raw.get(i))))
            .toList();
    double[] means =
        networks.stream().mapToDouble(n -> process.mean(n, process.covariances(n))).toArray();
    return new Belief(process, scores, networks, means);
  }

  /** The logarithms of what is trained: the deployed network's, but for the proxy's own two. */
  private double[] sizes(Architecture architecture, double[] deployed) {
    return proxySize
        .of(architecture)
        .map(
            proxy ->
                new double[] {
                  Math.log1p(proxy.parameters()),
                  Math.log1p(proxy.macs()),
                  deployed[Archive.LATENCY]
                })
        .orElse(deployed);
  }

  private static boolean isUntried(Archive archive) {
    return archive.entries().stream().noneMatch(e -> e.trust() == 1);
  }

  /** Places of the largest numbers, largest first. */
  static List<Integer> largest(double[] numbers, int count) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> numbers[i]).reversed())
        .limit(count)
        .toList();
  }
}
