package io.edgewise.search.history;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tally is what a search has come to after some generations. It is made of what is committed
 * only, so that it is the same after a crash.
 *
 * @param generations how many are done
 * @param counts counts of all of them
 * @param spent effort of all of them
 * @param largest the longest wall time and the most core time that one of them took
 * @param best the trial of the highest reward among those trained to the end; the earliest of
 *     several
 */
public record Tally(
    int generations, Generation.Counts counts, Effort spent, Effort largest, Optional<Trial> best) {

  /** This tally is that of a search before its first generation. */
  public static final Tally NONE =
      new Tally(0, Generation.Counts.NONE, Effort.NONE, Effort.NONE, Optional.empty());

  /**
   * An effort is what generations took.
   *
   * @param wall from start to end
   * @param cores the trainings' own times, each on its core, added up
   */
  public record Effort(Duration wall, Duration cores) {

    static final Effort NONE = new Effort(Duration.ZERO, Duration.ZERO);

    Effort plus(Effort other) {
      return new Effort(wall.plus(other.wall), cores.plus(other.cores));
    }

    Effort max(Effort other) {
      return new Effort(longer(wall, other.wall), longer(cores, other.cores));
    }

    private static Duration longer(Duration a, Duration b) {
      return a.compareTo(b) >= 0 ? a : b;
    }
  }

  /** Returns the tally with one more generation. */
  public Tally plus(Generation.Counts more, Times times, List<Trial> trials) {
    Duration cores =
        Duration.ofMillis(
            trials.stream()
                .flatMap(trial -> trial.cost().stream())
                .mapToLong(Evaluation.Cost::trainingMillis)
                .sum());
    Effort effort = new Effort(Duration.between(times.startedAt(), times.finishedAt()), cores);
    return new Tally(
        generations + 1,
        counts.plus(more),
        spent.plus(effort),
        largest.max(effort),
        best(trials.stream()));
  }

  /**
   * The same tally, whose trials are rewarded anew.
   *
   * @param trials of all generations
   */
  public Tally rewarded(List<Trial> trials) {
    return new Tally(generations, counts, spent, largest, NONE.best(trials.stream()));
  }

  private Optional<Trial> best(Stream<Trial> trials) {
    return Stream.concat(
            best.stream(), trials.filter(t -> t.isTrainedToTheEnd() && !Double.isNaN(t.reward())))
        .sorted(Comparator.comparingDouble(Trial::reward).reversed())
        .findFirst();
  }
}
