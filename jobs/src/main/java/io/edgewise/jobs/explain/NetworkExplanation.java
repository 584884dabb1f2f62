package io.edgewise.jobs.explain;

import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * A network explanation says of one network why it was tried and what could be better.
 *
 * @param trial generation/candidate
 * @param outcome measured, stopped, infeasible or failed, with the reason in words
 * @param accuracy with the next two: empty where it has none
 * @param neighbours the measured networks that are most like it, nearest first
 * @param accuracyTold whether the forest says of any decision that the accuracy depends on it
 * @param prospects single changes that would make it faster or more accurate; empty if it cannot be
 *     simulated as the history says that it was
 */
public record NetworkExplanation(
    String search,
    String trial,
    String architecture,
    String outcome,
    Optional<Double> accuracy,
    Optional<Double> latencyMillis,
    Optional<Double> reward,
    Proposal proposal,
    Foresight foresight,
    List<Neighbour> neighbours,
    boolean accuracyTold,
    List<Prospect> prospects) {

  public NetworkExplanation {
    neighbours = List.copyOf(neighbours);
    prospects = List.copyOf(prospects);
  }

  /**
   * Explains a trial.
   *
   * @param trials all of the search
   * @param networks of these, the measured ones
   * @param models of these
   */
  public static NetworkExplanation of(
      StoredSearch search,
      List<Trial> trials,
      Trial trial,
      MeasuredNetworks networks,
      TargetModels models) {
    Optional<Redeployment> deployment = Redeployment.of(search.provenance());
    GenerationRow generation =
        search
            .generations()
            .filter(row -> row.generation() == trial.generation())
            .findFirst()
            .orElseThrow();
    return new NetworkExplanation(
        search.id().value(),
        trial.key().toString(),
        trial.architecture().id().hex(),
        outcome(trial.evaluation()),
        trial.evaluation() instanceof Evaluation.Measured measured
            ? Optional.of(measured.accuracy())
            : Optional.empty(),
        trial.latency().map(report -> report.latencyMillis()).filter(Double::isFinite),
        Optional.of(trial.reward()).filter(Double::isFinite),
        Proposal.of(trial, generation),
        Foresight.of(search, deployment, trials, trial, generation),
        Neighbour.nearest(trial, networks.trials()),
        !models.explanation(Target.ACCURACY).influences().isEmpty(),
        deployment.map(d -> Prospect.of(d, trial, models)).orElse(List.of()));
  }

  private static String outcome(Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Measured measured) {
      return measured
          .stopped()
          .map(stop -> "stopped early (" + stop.reason() + "): " + stop.detail())
          .orElse("trained to the end");
    }
    if (evaluation instanceof Evaluation.Infeasible rejected) {
      return "rejected "
          + (rejected.trained().isPresent() ? "after" : "before")
          + " training ("
          + rejected.constraint()
          + "): "
          + rejected.detail();
    }
    Evaluation.Failed failed = (Evaluation.Failed) evaluation;
    return "failed (" + failed.kind() + "): " + failed.detail();
  }
}
