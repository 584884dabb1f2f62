package io.edgewise.jobs.explain;

import io.edgewise.jobs.history.HistoryException;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A trial name is what people call a trial by: its key, or the id of its architecture.
 *
 * @param text GENERATION/CANDIDATE, or sixteen hexadecimal digits
 */
public record TrialName(String text) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  /**
   * Takes a name.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public TrialName {
    if (!ID.matcher(text).matches()) {
      try {
        TrialKey.parse(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            e.getMessage() + ", or the id of an architecture, of 16 hexadecimal digits");
      }
    }
  }

  /**
   * Finds the trial; of several of one architecture the one that trained it.
   *
   * @throws HistoryException if there is none; the message says which there are
   */
  public Trial in(String search, List<Trial> trials) {
    return trials.stream()
        .filter(t -> text.equals(t.key().toString()) || text.equals(t.architecture().id().hex()))
        .min(Comparator.comparing(t -> t.training().isEmpty()))
        .orElseThrow(() -> none(search, trials));
  }

  private HistoryException none(String search, List<Trial> trials) {
    return new HistoryException(
        "search "
            + search
            + " has no trial "
            + text
            + "; it has "
            + trials.size()
            + ", from "
            + trials.get(0).key()
            + " to "
            + trials.get(trials.size() - 1).key()
            + ": edgewise history export "
            + search
            + " lists them");
  }
}
