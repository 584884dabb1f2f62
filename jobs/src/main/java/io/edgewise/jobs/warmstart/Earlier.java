package io.edgewise.jobs.warmstart;

import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * The trials of one earlier search that were trained to the end, each network once, in the order of
 * their keys.
 *
 * @param sameTraining whether data set and proxy are this search's, so that their accuracies are
 */
record Earlier(SearchId search, List<Trial> trials, boolean sameTraining, double trust) {

  Earlier {
    trials = List.copyOf(trials);
  }

  /** The trial that trained the network: this one, or the one that it took over itself. */
  Original original(Trial trial) {
    return trial
        .repeats()
        .filter(original -> original.search().isPresent())
        .orElse(new Original(Optional.of(search), trial.key()));
  }
}
