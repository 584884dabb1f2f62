package io.edgewise.jobs.report;

import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.pareto.Dominance;
import io.edgewise.search.pareto.Objective;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A search result holds what a search found, read off its trials.
 *
 * @param measured every network trained to the recipe's end, once, in the order of generation and
 *     index; its accuracy may be of an earlier search that trained it. Accuracies of trainings that
 *     were stopped early cannot be compared with theirs
 * @param front the measured trials that no other beats in accuracy and latency at once, fastest
 *     first
 * @param best the measured trials by reward, best first
 * @param rejected the recorded ones of the proposals that broke a constraint
 * @param failures how many trainings failed, by kind
 * @param stops how many trainings were stopped early, by reason
 * @param takenOver of {@code measured}, those that an earlier search trained
 */
public record SearchResult(
    List<Trial> measured,
    List<Trial> front,
    List<Trial> best,
    List<Trial> rejected,
    Map<String, Long> failures,
    Map<String, Long> stops,
    long takenOver) {

  private static final List<Objective> AXES = List.of(Objective.ACCURACY, Objective.LATENCY);

  /** Reads the trials of a search. */
  public static SearchResult of(List<Trial> trials) {
    List<Trial> first = trials.stream().filter(t -> t.repeats().isEmpty()).toList();
    Set<ArchitectureId> met = new HashSet<>();
    List<Trial> measured =
        trials.stream()
            .filter(t -> t.isTrainedToTheEnd() && met.add(t.architecture().id()))
            .toList();
    return new SearchResult(
        measured,
        front(measured),
        measured.stream().sorted(Comparator.comparingDouble(Trial::reward).reversed()).toList(),
        first.stream().filter(t -> t.evaluation() instanceof Evaluation.Infeasible).toList(),
        failures(first),
        stops(first),
        measured.stream().filter(t -> t.repeats().isPresent()).count());
  }

  /** The accuracy of a measured trial. */
  public static double accuracy(Trial trial) {
    return estimate(trial).value();
  }

  /** The accuracy of a measured trial, with how sure it is. */
  public static Estimate estimate(Trial trial) {
    return ((Evaluation.Measured) trial.evaluation()).estimate();
  }

  /** The accuracies of a measured trial in floats and in int8, if it has both. */
  public static Optional<Int8Loss> int8Loss(Trial trial) {
    return ((Evaluation.Measured) trial.evaluation()).int8Loss();
  }

  /** The best by reward of those within a latency, or of all if none is; the first has won. */
  public List<Trial> best(double targetMillis, int most) {
    return best(List.of(targetMillis), most);
  }

  /**
   * The best by reward of those within a latency on each accelerator, or of all if none is.
   *
   * @param targetsMillis in the order of the accelerators that the trials are of
   */
  public List<Trial> best(List<Double> targetsMillis, int most) {
    List<Trial> within = best.stream().filter(t -> isWithin(t, targetsMillis)).toList();
    List<Trial> shown = within.isEmpty() ? best : within;
    return shown.subList(0, Math.min(most, shown.size()));
  }

  private static boolean isWithin(Trial trial, List<Double> targetsMillis) {
    List<OnAccelerator> costs = trial.costs().each();
    return IntStream.range(0, Math.min(costs.size(), targetsMillis.size()))
        .allMatch(i -> costs.get(i).report().latencyMillis() <= targetsMillis.get(i));
  }

  /** The latency of a measured trial on the first accelerator, milliseconds. */
  public static double latencyMillis(Trial trial) {
    return trial.latency().orElseThrow().latencyMillis();
  }

  /** Those of measured trials that stand on the front of one accelerator or more. */
  public static List<Trial> onAnyFront(List<Trial> measured) {
    int accelerators = measured.stream().mapToInt(t -> t.costs().each().size()).max().orElse(0);
    Set<TrialKey> keys =
        IntStream.range(0, accelerators)
            .boxed()
            .flatMap(place -> frontOn(measured, place))
            .map(Trial::key)
            .collect(Collectors.toSet());
    return measured.stream().filter(trial -> keys.contains(trial.key())).toList();
  }

  private static Stream<Trial> frontOn(List<Trial> measured, int place) {
    return front(
        measured.stream().map(trial -> trial.on(place)).filter(Trial::isTrainedToTheEnd).toList())
        .stream();
  }

  /** The trials that no other beats in accuracy and latency at once, fastest first. */
  public static List<Trial> front(List<Trial> measured) {
    List<double[]> points =
        measured.stream()
            .map(t -> Objective.point(AXES, accuracy(t), t.latency().orElseThrow()))
            .toList();
    return Dominance.front(points).stream()
        .map(measured::get)
        .sorted(Comparator.comparingDouble(SearchResult::latencyMillis))
        .toList();
  }

  private static Map<String, Long> stops(List<Trial> trials) {
    return trials.stream()
        .map(Trial::evaluation)
        .flatMap(e -> e instanceof Evaluation.Measured m ? m.stopped().stream() : Stream.empty())
        .collect(
            Collectors.groupingBy(
                Evaluation.EarlyStop::reason, TreeMap::new, Collectors.counting()));
  }

  private static Map<String, Long> failures(List<Trial> trials) {
    return trials.stream()
        .map(Trial::evaluation)
        .flatMap(e -> e instanceof Evaluation.Failed f ? Stream.of(f.kind()) : Stream.empty())
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }
}
