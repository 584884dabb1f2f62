package io.edgewise.jobs.page;

import io.edgewise.jobs.explain.Change;
import io.edgewise.jobs.explain.Redeployment;
import io.edgewise.jobs.explain.SearchExplanation;
import io.edgewise.jobs.explain.StoredSettings;
import io.edgewise.jobs.report.AcceleratorResult;
import io.edgewise.jobs.report.DeviceText;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A search report is what the page tells of one search.
 *
 * @param accelerator the file or name that its settings give; of several the first, which the
 *     pictures are of
 * @param state how the search ended, or that it is under way; empty if nobody wrote that down
 * @param proposed architectures that its controller drew
 * @param deployment what a command is told of the network's input and output
 * @param networks every measured network, once
 * @param device how the simulator agrees with the device, in sentences; empty if none was asked
 * @param baselines known networks that the search measured as it did its own
 * @param fronts one an accelerator if there are several, and else none
 * @param knee the id of the network at the front's knee, if it has one
 * @param timeline when its trainings ran, and where
 * @param diagrams the best networks on the front, by reward
 * @param changes those that would make the first of them faster
 * @param explanation what the networks depend on; empty if nothing is said of any target
 * @param files what {@link PackedNetworks} packs
 */
record SearchReport(
    String id,
    String space,
    String accelerator,
    Instant startedAt,
    Optional<String> state,
    long proposed,
    Optional<Double> targetMillis,
    Deployment deployment,
    List<NetworkPoint> networks,
    List<String> device,
    List<Baseline> baselines,
    List<AcceleratorFront> fronts,
    Optional<String> knee,
    List<GenerationPoint> generations,
    Timeline timeline,
    List<Preference> preferences,
    List<Rejection> rejections,
    List<NetworkDiagram> diagrams,
    Optional<Roofline> roofline,
    List<Change> changes,
    Optional<SearchExplanation> explanation,
    String files) {

  private static final String TARGET = "reward.target-millis";

  /**
   * A deployment is the input's height and width in pixels, and the classes; empty where the
   * history does not tell.
   */
  record Deployment(Optional<Integer> resolution, Optional<Integer> classes) {

    static Deployment of(StoredSettings settings) {
      return new Deployment(
          settings.number("deploy.resolution").map(Double::intValue),
          settings.number("deploy.classes").map(Double::intValue));
    }
  }

  /** Reads what the page shows off a search's history. */
  static SearchReport of(SearchHistory history) {
    StoredSettings settings = new StoredSettings(history.provenance());
    List<AcceleratorFront> fronts = fronts(history.trials(), settings);
    SearchResult result = history.result();
    Optional<Redeployment> deployment = Redeployment.of(history.provenance());
    return new SearchReport(
        history.id().value(),
        history.provenance().space(),
        settings
            .word("accelerator")
            .or(() -> fronts.stream().findFirst().map(AcceleratorFront::accelerator))
            .orElse("not known"),
        history.provenance().createdAt(),
        history.state().map(SearchHistory::words),
        history.generations().stream().mapToLong(row -> row.proposed()).sum(),
        settings
            .number(TARGET)
            .or(() -> fronts.stream().findFirst().flatMap(AcceleratorFront::targetMillis)),
        Deployment.of(settings),
        networks(result),
        device(history),
        history.baselines(),
        fronts,
        knee(result.front()),
        GenerationPoint.of(history),
        Timeline.of(history.trials()),
        Preference.of(history),
        Rejection.of(history.trials()),
        diagrams(history),
        deployment.map(Redeployment::accelerator).map(Roofline::of),
        changes(history, deployment),
        history.explanation().filter(SearchExplanation::isTold),
        PackedNetworks.pack(history.provenance().space(), result.measured()));
  }

  private static List<String> device(SearchHistory history) {
    return DeviceText.of(history.provenance(), history.generations(), history.trials())
        .map(device -> List.of(device.counts(), device.verdict()))
        .orElse(List.of());
  }

  private static List<AcceleratorFront> fronts(List<Trial> trials, StoredSettings settings) {
    List<AcceleratorResult> each = AcceleratorResult.of(trials);
    return each.size() == 1
        ? List.of()
        : each.stream()
            .map(
                on ->
                    AcceleratorFront.of(
                        on,
                        settings
                            .number(TARGET)
                            .or(() -> settings.number(TARGET + "." + on.accelerator()))))
            .toList();
  }

  private static List<NetworkDiagram> diagrams(SearchHistory history) {
    return history.drawn().entrySet().stream()
        .map(drawn -> NetworkDiagram.of(drawn.getKey().architecture().id().hex(), drawn.getValue()))
        .toList();
  }

  private static List<Change> changes(SearchHistory history, Optional<Redeployment> deployment) {
    Optional<Trial> best = history.drawn().keySet().stream().findFirst();
    return best.isEmpty() || deployment.isEmpty()
        ? List.of()
        : Change.faster(deployment.get(), best.get());
  }

  private static List<NetworkPoint> networks(SearchResult result) {
    Set<Trial> front = new HashSet<>(result.front());
    return result.measured().stream()
        .map(trial -> NetworkPoint.of(trial, front.contains(trial)))
        .toList();
  }

  private static Optional<String> knee(List<Trial> front) {
    OptionalInt place =
        Knee.of(
            front.stream()
                .map(t -> new double[] {SearchResult.latencyMillis(t), SearchResult.accuracy(t)})
                .toList());
    return place.isPresent()
        ? Optional.of(front.get(place.getAsInt()).architecture().id().hex())
        : Optional.empty();
  }
}
