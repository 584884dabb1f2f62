package io.edgewise.search.history;

import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The known trials tell which networks a search has trained already, or takes over from others, so
 * that none is trained twice. They hold one small entry a network: the only thing in the driver,
 * beside the controller's state, that grows with a search.
 */
public final class KnownTrials {

  /**
   * The first trial of a network.
   *
   * @param evaluation of a network that was trained, without its answers and the losses of its
   *     epochs
   */
  public record Known(Original original, Evaluation evaluation) {}

  private final Map<ArchitectureId, Known> byArchitecture = new HashMap<>();

  /** The first trial of this network, if it was trained. */
  public Optional<Known> find(ArchitectureId id) {
    return Optional.ofNullable(byArchitecture.get(id));
  }

  /** Remembers a trial if it trained something. */
  public void add(Trial trial) {
    if (trial.cost().isPresent()) {
      put(Original.here(trial.key()), trial);
    }
  }

  /**
   * Remembers a trial of another search that trained to the end in the same way. Failures may have
   * had reasons that are gone by now, so they are tried again.
   *
   * @param original the trial itself, or the one that it repeats
   */
  public void addFrom(Original original, Trial trial) {
    if (trial.isTrainedToTheEnd()) {
      put(original, trial);
    }
  }

  private void put(Original original, Trial trial) {
    byArchitecture.putIfAbsent(
        trial.architecture().id(), new Known(original, withoutDetails(trial.evaluation())));
  }

  public int size() {
    return byArchitecture.size();
  }

  private static Evaluation withoutDetails(Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Infeasible why) {
      return new Evaluation.Infeasible(
          why.constraint(),
          why.detail(),
          why.trained().map(Evaluation.Measured::withoutDetails).orElse(null));
    }
    return evaluation instanceof Evaluation.Measured m ? m.withoutDetails() : evaluation;
  }
}
