package io.edgewise.jobs.page;

import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.pareto.Hypervolume;
import io.edgewise.search.pareto.Objective;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A comparison sets several searches side by side. Its lists of values have one for each search, in
 * the order of the page.
 *
 * @param referenceMillis the latency that hypervolumes are measured from, with an accuracy of 0: a
 *     tenth above the slowest measured network of all
 * @param commonReward the highest reward that every search reached; empty if one has none
 * @param differences settings, and what they name, that are not the same in all
 * @param shared networks that more than one search measured
 */
record Comparison(
    double referenceMillis,
    Optional<Double> commonReward,
    List<Standing> standings,
    List<Difference> differences,
    List<SharedNetwork> shared) {

  private static final List<Objective> AXES = List.of(Objective.ACCURACY, Objective.LATENCY);

  /**
   * A standing is what one search came to.
   *
   * @param hypervolume of its front, accuracy times milliseconds
   * @param trainings networks that it trained, failed ones included
   * @param trainingsToCommon how many of them it took to the common reward
   * @param rises each training that was better than all before it
   */
  record Standing(
      String id,
      int front,
      double hypervolume,
      int trainings,
      Optional<Integer> trainingsToCommon,
      List<Rise> rises) {

    Optional<Double> bestReward() {
      return rises.isEmpty() ? Optional.empty() : Optional.of(rises.get(rises.size() - 1).reward());
    }

    Standing to(double reward) {
      return new Standing(
          id,
          front,
          hypervolume,
          trainings,
          rises.stream().filter(r -> r.reward() >= reward).map(Rise::trainings).findFirst(),
          rises);
    }
  }

  /** A rise says after how many trainings the best reward became what it is. */
  record Rise(int trainings, double reward) {}

  /** A difference is a setting with its value in each search. */
  record Difference(String setting, List<String> values) {}

  /** A shared network has an accuracy and a latency in each search that measured it. */
  record SharedNetwork(
      String id, List<Optional<Double>> accuracies, List<Optional<Double>> latencies) {}

  /** Compares searches. */
  static Comparison of(List<SearchHistory> searches) {
    double reference =
        1.1
            * searches.stream()
                .flatMap(search -> search.result().measured().stream())
                .mapToDouble(SearchResult::latencyMillis)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    List<Standing> standings = searches.stream().map(s -> standing(s, reference)).toList();
    Optional<Double> common =
        standings.stream().anyMatch(s -> s.rises().isEmpty())
            ? Optional.empty()
            : standings.stream().map(s -> s.bestReward().orElseThrow()).min(Double::compare);
    return new Comparison(
        reference,
        common,
        common.isEmpty() ? standings : standings.stream().map(s -> s.to(common.get())).toList(),
        differences(searches.stream().map(SearchHistory::provenance).toList()),
        shared(searches));
  }

  private static Standing standing(SearchHistory search, double reference) {
    List<double[]> front =
        search.result().front().stream()
            .map(t -> Objective.point(AXES, SearchResult.accuracy(t), t.latency().orElseThrow()))
            .filter(point -> Double.isFinite(point[1]))
            .toList();
    List<Trial> trained = search.trials().stream().filter(Comparison::isTraining).toList();
    return new Standing(
        search.id().value(),
        search.result().front().size(),
        Hypervolume.of(front, new double[] {0, -reference}),
        trained.size(),
        Optional.empty(),
        rises(trained));
  }

  private static boolean isTraining(Trial trial) {
    return trial.training().isPresent() && trial.repeats().isEmpty();
  }

  private static List<Rise> rises(List<Trial> trained) {
    List<Rise> rises = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < trained.size(); i++) {
      Trial trial = trained.get(i);
      if (trial.isTrainedToTheEnd() && Double.isFinite(trial.reward()) && trial.reward() > best) {
        best = trial.reward();
        rises.add(new Rise(i + 1, best));
      }
    }
    return rises;
  }

  private static List<Difference> differences(List<Provenance> provenances) {
    TreeSet<String> names = new TreeSet<>();
    provenances.forEach(other -> names.addAll(provenances.get(0).differences(other)));
    return names.stream()
        .map(
            name ->
                new Difference(
                    name, provenances.stream().map(p -> p.value(name).orElse("not set")).toList()))
        .toList();
  }

  private static List<SharedNetwork> shared(List<SearchHistory> searches) {
    Map<String, List<Optional<Trial>>> byId = new LinkedHashMap<>();
    for (int place = 0; place < searches.size(); place++) {
      for (Trial trial : searches.get(place).result().measured()) {
        byId.computeIfAbsent(
                trial.architecture().id().hex(),
                id -> new ArrayList<>(searches.stream().map(s -> Optional.<Trial>empty()).toList()))
            .set(place, Optional.of(trial));
      }
    }
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().stream().filter(Optional::isPresent).count() > 1)
        .map(entry -> shared(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static SharedNetwork shared(String id, List<Optional<Trial>> trials) {
    return new SharedNetwork(
        id,
        trials.stream().map(t -> t.map(SearchResult::accuracy)).toList(),
        trials.stream()
            .map(t -> t.flatMap(found -> NetworkPoint.finite(SearchResult.latencyMillis(found))))
            .toList());
  }
}
