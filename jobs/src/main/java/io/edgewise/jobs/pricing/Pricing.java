package io.edgewise.jobs.pricing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.edgewise.jobs.config.StoredAim;
import io.edgewise.jobs.explain.Redeployment;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.search.FrontLayers;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.Fleet;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Times;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The pricing of a search on another chip. Each network that the search trained is simulated there,
 * held against the search's limits, and rewarded by its formula; its accuracy stays. Known networks
 * that it measured beside its own are priced likewise, and know no limits there either. What the
 * search rejected before training has no accuracy, and is left out.
 */
public final class Pricing {

  /** No controller has seen the rewards on this chip. */
  private static final ControllerState NOBODY = new ControllerState("none", Map.of(), Map.of());

  private final StoredSearch search;
  private final Chip chip;
  private final StoredAim aim;
  private final Deployment deployment;

  private Pricing(StoredSearch search, Chip chip, StoredAim aim, Deployment deployment) {
    this.search = search;
    this.chip = chip;
    this.aim = aim;
    this.deployment = deployment;
  }

  /**
   * Prepares to price a search.
   *
   * @throws HistoryException if its history does not tell how its networks are deployed
   * @throws io.edgewise.sim.settings.SettingsException if its limits ask of the chip what its file
   *     does not say
   */
  public static Pricing of(StoredSearch search, Chip chip) {
    Redeployment redeployment =
        Redeployment.of(search.provenance())
            .orElseThrow(
                () ->
                    new HistoryException(
                        "search "
                            + search.id()
                            + " cannot be priced: its history does not tell its space and"
                            + " deployment as they are read today"));
    StoredAim aim =
        StoredAim.of(search.provenance(), chip.spec(), redeployment.accelerator().name());
    return new Pricing(
        search, chip, aim, new Deployment(redeployment.view(), chip.spec(), aim.constraints()));
  }

  /** The chip and the limits that the networks are held against. */
  public Deployment deployment() {
    return deployment;
  }

  /** The limits and the reward of the search. */
  public StoredAim aim() {
    return aim;
  }

  /**
   * A priced search is one that was written.
   *
   * @param trials of all its generations, which need not be read again
   */
  public record Priced(StoredSearch search, List<Trial> trials) {}

  /**
   * Writes the search as it is on the chip, or what is left to be written of it.
   *
   * @param screener of {@link #deployment()}
   * @throws HistoryException if there is another search of that name
   */
  public Priced write(History history, SearchId as, Function<Fleet, Screener> screener) {
    Fleet fleet = new Fleet(List.of(deployment), false);
    Map<Integer, List<Trial>> priced = priced(screener.apply(fleet));
    Screener unlimited = screener.apply(fleet.unconstrained());
    List<GenerationRow> rows = search.generations().toList();
    try (SearchWriter writer =
        history.write(as, chip.under(search.provenance(), search.id().value(), aim))) {
      FrontLayers front = new FrontLayers(deployment);
      for (GenerationRow row : rows) {
        List<Trial> trials = priced.getOrDefault(row.generation(), List.of());
        if (row.generation() < writer.nextGeneration()) {
          trials.forEach(front::add);
        } else {
          writer.commit(
              new Generation(row.generation(), trials, NOBODY, counts(trials))
                  .with(baselines(row, unlimited)),
              times(row),
              front.reports(trials),
              isLast(row, rows)
                  ? Optional.of("all of " + search.id() + " is priced")
                  : Optional.empty());
        }
      }
      return new Priced(writer.stored(), priced.values().stream().flatMap(List::stream).toList());
    }
  }

  private List<Baseline> baselines(GenerationRow row, Screener unlimited) {
    return row.measuredBaselines().stream()
        .map(
            baseline ->
                PublishedNetworks.find(baseline.name())
                    .map(network -> new Architecture(List.of(), network))
                    .map(known -> unlimited.screen(List.of(known)).get(0))
                    .map(screening -> baseline.on(screening, aim.reward().plan())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean isLast(GenerationRow row, List<GenerationRow> rows) {
    return row == rows.get(rows.size() - 1);
  }

  /** Nothing was trained, and what was simulated took no time worth telling. */
  private static Times times(GenerationRow row) {
    return new Times(row.startedAt(), row.startedAt(), 0, 0);
  }

  private Map<Integer, List<Trial>> priced(Screener screener) {
    List<Trial> trials = search.trials().map(TrialRow::trial).filter(Trial::isMeasured).toList();
    Map<ArchitectureId, Architecture> distinct = new LinkedHashMap<>();
    trials.forEach(t -> distinct.putIfAbsent(t.architecture().id(), t.architecture()));
    distinct.values().forEach(this::requireBlocks);
    Map<ArchitectureId, Screening> screenings = new HashMap<>();
    screener
        .screen(List.copyOf(distinct.values()))
        .forEach(screening -> screenings.put(screening.architecture().id(), screening));
    return trials.stream()
        .map(trial -> priced(trial, screening(screenings, trial)))
        .collect(groupingBy(Trial::generation, TreeMap::new, toList()));
  }

  private static Screening screening(Map<ArchitectureId, Screening> screenings, Trial trial) {
    return Objects.requireNonNull(
        screenings.get(trial.architecture().id()), "each network was screened");
  }

  private void requireBlocks(Architecture architecture) {
    DeployView view = deployment.view();
    if (architecture
        .blueprint()
        .blockNetwork(view.resolution(), view.inputChannels(), view.classes())
        .isEmpty()) {
      throw new HistoryException(
          "search "
              + search.id()
              + " cannot be priced: its networks are cells, which are not simulated");
    }
  }

  private Trial priced(Trial trial, Screening screening) {
    double accuracy = ((Evaluation.Measured) trial.evaluation()).accuracy();
    return new Trial(
        trial.generation(),
        trial.index(),
        trial.architecture(),
        screening.costs(),
        Optional.empty(),
        screening.isFeasible() ? trial.evaluation() : screening.rejection().get(),
        screening.reward(aim.reward().plan(), screening.isFeasible() ? accuracy : 0),
        screening.isFeasible() ? Optional.of(original(trial)) : Optional.empty());
  }

  /** The training that the accuracy comes from: the search's, or the one that it took over. */
  private Original original(Trial trial) {
    return trial
        .repeats()
        .map(first -> first.search().isPresent() ? first : of(first.key()))
        .orElseGet(() -> of(trial.key()));
  }

  private Original of(TrialKey key) {
    return new Original(Optional.of(search.id()), key);
  }

  private static Generation.Counts counts(List<Trial> trials) {
    SortedMap<String, Integer> rejections = new TreeMap<>();
    for (Trial trial : trials) {
      if (trial.evaluation() instanceof Evaluation.Infeasible why) {
        rejections.merge(why.constraint(), 1, Integer::sum);
      }
    }
    int infeasible = rejections.values().stream().mapToInt(Integer::intValue).sum();
    return new Generation.Counts(
        trials.size(), infeasible, trials.size() - infeasible, 0, 0, rejections);
  }
}
