package io.edgewise.search;

import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Limit;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The pool's trials tell what became of a generation's pool, place by place. */
final class PoolTrials {

  /** A candidate and what it came to. */
  private record Trained(Candidate candidate, Evaluation evaluation) {}

  private final int generation;
  private final RewardPlan plan;
  private final boolean isAnyFeasible;
  private final Map<Integer, Trained> trained = new HashMap<>();
  private final List<Trial> all = new ArrayList<>();

  /**
   * @param evaluations one a candidate, in the same order
   */
  PoolTrials(Selection selection, List<Evaluation> evaluations, RewardPlan plan) {
    this.generation = selection.generation();
    this.plan = plan;
    this.isAnyFeasible = selection.proposals().stream().anyMatch(p -> p.screening().isFeasible());
    for (int i = 0; i < selection.candidates().size(); i++) {
      Candidate candidate = selection.candidates().get(i);
      trained.put(candidate.index(), new Trained(candidate, evaluations.get(i)));
    }
    selection.proposals().forEach(proposal -> trial(proposal).ifPresent(all::add));
  }

  /** One trial a place, but for feasible networks that were not selected. */
  List<Trial> all() {
    return all;
  }

  /**
   * Everything that was trained, and the first few of the infeasible and of the repeated; where
   * nothing of the pool is feasible, also what came closest to that.
   */
  List<Trial> recorded(int few) {
    Set<Integer> closest = isAnyFeasible ? Set.of() : closest();
    List<Trial> rows = new ArrayList<>();
    int infeasible = 0;
    int repeated = 0;
    for (Trial trial : all) {
      boolean kept =
          trial.training().isPresent()
              || (trial.repeats().isPresent()
                  ? repeated++ < few
                  : infeasible++ < few || closest.contains(trial.index()));
      if (kept) {
        rows.add(trial);
      }
    }
    return rows;
  }

  /** The places of the fastest, and for each limit of the one that breaks it by least. */
  private Set<Integer> closest() {
    Set<Integer> places = new HashSet<>();
    least(Metric.LATENCY, trial -> true).ifPresent(places::add);
    for (Limit limit : Limit.values()) {
      least(limit.metric(), trial -> isBroken(limit, trial)).ifPresent(places::add);
    }
    return places;
  }

  private Optional<Integer> least(Metric metric, Predicate<Trial> which) {
    return all.stream()
        .filter(trial -> trial.latency().isPresent())
        .filter(which)
        .min(Comparator.comparingDouble(t -> metric.of(t.latency().orElseThrow().metrics())))
        .map(Trial::index);
  }

  private static boolean isBroken(Limit limit, Trial trial) {
    return trial.evaluation() instanceof Evaluation.Infeasible why
        && why.constraint().equals(limit.word());
  }

  Generation.Counts counts(int proposed) {
    SortedMap<String, Integer> rejections = new TreeMap<>();
    int infeasible = 0;
    int repeated = 0;
    int measured = 0;
    int failed = 0;
    for (Trial trial : all) {
      if (trial.repeats().isPresent()) {
        repeated++;
      } else if (trial.evaluation() instanceof Evaluation.Infeasible why) {
        infeasible++;
        rejections.merge(why.constraint(), 1, Integer::sum);
      } else if (trial.isMeasured()) {
        measured++;
      } else {
        failed++;
      }
    }
    return new Generation.Counts(proposed, infeasible, repeated, measured, failed, rejections);
  }

  private Optional<Trial> trial(Proposal proposal) {
    Optional<Evaluation.Infeasible> rejection = proposal.screening().rejection();
    if (rejection.isPresent()) {
      return Optional.of(trial(proposal, Optional.empty(), rejection.get(), Optional.empty()));
    }
    if (proposal.earlier().isPresent()) {
      KnownTrials.Known earlier = proposal.earlier().get();
      return Optional.of(repetition(proposal, earlier.evaluation(), earlier.original()));
    }
    return Optional.ofNullable(trained.get(proposal.first()))
        .map(
            t ->
                proposal.isFresh()
                    ? trial(
                        proposal,
                        Optional.of(t.candidate.training()),
                        t.evaluation,
                        Optional.empty())
                    : repetition(
                        proposal,
                        t.evaluation,
                        Original.here(new TrialKey(generation, proposal.first()))));
  }

  private Trial repetition(Proposal proposal, Evaluation evaluation, Original original) {
    return trial(proposal, Optional.empty(), evaluation, Optional.of(original));
  }

  private Trial trial(
      Proposal proposal,
      Optional<Training> training,
      Evaluation evaluation,
      Optional<Original> repeats) {
    Costs costs = proposal.screening().costs();
    boolean isWorthless = evaluation instanceof Evaluation.Failed;
    double accuracy = evaluation instanceof Evaluation.Measured m ? m.accuracy() : 0;
    return new Trial(
        generation,
        proposal.index(),
        proposal.architecture(),
        isWorthless ? costs : costs.rewarded(plan, accuracy),
        training,
        evaluation,
        isWorthless ? Double.NaN : costs.reward(plan, accuracy),
        repeats);
  }
}
