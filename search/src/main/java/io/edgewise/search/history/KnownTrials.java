package io.edgewise.search.history;

import io.edgewise.search.evaluation.Evaluation;
import io.edgewise.search.space.ArchitectureId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which networks a search has trained already, so that none is trained twice. Holds one small entry
 * a network: the only thing in the driver, beside the controller's state, that grows with a search.
 */
public final class KnownTrials {

  /**
   * The first trial of a network.
   *
   * @param evaluation measured or failed, without the losses of its epochs
   */
  public record Known(TrialKey key, Evaluation evaluation) {}

  private final Map<ArchitectureId, Known> byArchitecture = new HashMap<>();

  /** The first trial of this network, if it was trained. */
  public Optional<Known> find(ArchitectureId id) {
    return Optional.ofNullable(byArchitecture.get(id));
  }

  /** Remembers a trial if it trained something. */
  public void add(Trial trial) {
    boolean trained =
        trial.repeats().isEmpty() && !(trial.evaluation() instanceof Evaluation.Infeasible);
    if (trained) {
      byArchitecture.putIfAbsent(
          trial.architecture().id(), new Known(trial.key(), withoutLosses(trial.evaluation())));
    }
  }

  public int size() {
    return byArchitecture.size();
  }

  private static Evaluation withoutLosses(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Measured m
        ? new Evaluation.Measured(m.accuracy(), List.of(), m.cost(), m.early())
        : evaluation;
  }
}
