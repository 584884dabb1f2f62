package io.edgewise.jobs.report;

import io.edgewise.search.evaluation.Evaluation;
import io.edgewise.search.history.Trial;
import io.edgewise.search.pareto.Dominance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a search found, read off its trials.
 *
 * @param measured trained to the recipe's end, in the order of generation and index; accuracies of
 *     trainings that were stopped early cannot be compared with theirs
 * @param front the measured trials that no other beats in accuracy and latency at once, fastest
 *     first
 * @param best the measured trials by reward, best first
 * @param rejections how many proposals broke each constraint, among the recorded ones
 * @param failures how many trainings failed, by kind
 * @param stops how many trainings were stopped early, by reason
 * @param repeated recorded proposals of a network that was trained before
 */
public record SearchResult(
    List<Trial> measured,
    List<Trial> front,
    List<Trial> best,
    Map<String, Long> rejections,
    Map<String, Long> failures,
    Map<String, Long> stops,
    long repeated) {

  /** Reads the trials of a search. */
  public static SearchResult of(List<Trial> trials) {
    List<Trial> first = trials.stream().filter(t -> t.repeats().isEmpty()).toList();
    List<Trial> measured = first.stream().filter(Trial::isTrainedToTheEnd).toList();
    return new SearchResult(
        measured,
        front(measured),
        measured.stream().sorted(Comparator.comparingDouble(Trial::reward).reversed()).toList(),
        counted(first, Evaluation.Infeasible.class, Evaluation.Infeasible::constraint),
        counted(first, Evaluation.Failed.class, Evaluation.Failed::kind),
        stops(first),
        trials.size() - first.size());
  }

  /** The accuracy of a measured trial. */
  public static double accuracy(Trial trial) {
    return ((Evaluation.Measured) trial.evaluation()).accuracy();
  }

  /** The latency of a measured trial, milliseconds. */
  public static double latencyMillis(Trial trial) {
    return trial.latency().orElseThrow().latencyMillis();
  }

  /** The trials that no other beats in accuracy and latency at once, fastest first. */
  public static List<Trial> front(List<Trial> measured) {
    List<double[]> points =
        measured.stream().map(t -> new double[] {accuracy(t), -latencyMillis(t)}).toList();
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

  private static <E extends Evaluation> Map<String, Long> counted(
      List<Trial> trials, Class<E> type, Function<E, String> key) {
    return trials.stream()
        .map(Trial::evaluation)
        .filter(type::isInstance)
        .map(type::cast)
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }
}
