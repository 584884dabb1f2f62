package io.edgewise.jobs.warmstart;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A warm start is what a search begins with. Which rows of which searches that is, is decided when
 * the search is started and is one of its settings from then on; so it goes on after a crash as it
 * began, also if the earlier searches have gone on meanwhile.
 *
 * <p>Latencies are not taken over: every network is simulated again on this search's accelerator
 * and rewarded by its formula. So another accelerator costs no trust; another data set or proxy
 * does.
 */
public final class WarmStart {

  /** The setting that holds which rows were taken. */
  public static final String SETTING = "search.warm-start";

  /** These settings decide which accuracy a training comes to, if it comes to one. */
  private static final List<String> DATA = List.of("dataset.");

  private static final List<String> PROXY = List.of("proxy.", "deploy.resolution");

  /**
   * These settings decide only whether it comes to one, or what no search sees: they take no part.
   */
  private static final List<String> LIMITS =
      List.of(
          "dataset.max-bytes",
          "dataset.test-examples",
          "proxy.time-limit-seconds",
          "proxy.patience",
          "proxy.halving.");

  private final SearchConfig config;
  private final Contents contents;
  private final History history;
  private final List<Source> sources;

  private WarmStart(SearchConfig config, Contents contents, History history, List<Source> sources) {
    this.config = config;
    this.contents = contents;
    this.history = history;
    this.sources = List.copyOf(sources);
  }

  /**
   * Returns what the search takes: what it took when it was started, else what there is now.
   *
   * @param contents what the search's settings name
   * @throws io.edgewise.jobs.history.HistoryException if there is no such search
   */
  public static WarmStart of(SearchConfig config, Contents contents, History history) {
    List<SearchId> wanted = config.search().warmStart().searches();
    Optional<List<Source>> taken =
        history
            .find(config.search().id())
            .map(stored -> stored.provenance().settings().getOrDefault(SETTING, "[]"))
            .flatMap(Source::parse)
            .filter(sources -> sources.stream().map(Source::search).toList().equals(wanted));
    return new WarmStart(
        config,
        contents,
        history,
        taken.orElseGet(() -> wanted.stream().map(id -> Source.now(history, id)).toList()));
  }

  /** The searches whose trials a search took when it was started. */
  public static List<SearchId> takenBy(StoredSearch search) {
    return Source.parse(search.provenance().settings().getOrDefault(SETTING, "[]"))
        .orElse(List.of())
        .stream()
        .map(Source::search)
        .toList();
  }

  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /**
   * The search's deciding settings, with the rows that it takes in place of the searches' names.
   */
  public SortedMap<String, String> resolved() {
    SortedMap<String, String> settings = new TreeMap<>(config.settings().decisive());
    if (!isEmpty()) {
      settings.put(SETTING, Source.text(sources));
    }
    return settings;
  }

  /** Adds the networks that need no training any more. */
  public void fill(KnownTrials known) {
    for (Source source : sources) {
      Earlier earlier = read(source);
      if (earlier.sameTraining()) {
        earlier.trials().forEach(trial -> known.addFrom(earlier.original(trial), trial));
      }
    }
  }

  /**
   * Returns what the controller knows before the first generation.
   *
   * @param screener of this search
   */
  public ControllerState initialState(Screener screener) {
    Controller controller = config.controller();
    ControllerState state = controller.initial();
    for (Source source : sources) {
      Earlier earlier = read(source);
      state = controller.warmStart(state, rewarded(earlier.trials(), screener), earlier.trust());
    }
    return state;
  }

  /** A line for each earlier search. */
  public List<String> lines() {
    return sources.stream()
        .map(this::read)
        .map(
            earlier ->
                String.format(
                    Locale.ROOT,
                    "warm start: %d networks of %s, %s",
                    earlier.trials().size(),
                    earlier.search(),
                    earlier.sameTraining()
                        ? "none of which is trained again"
                        : "trained differently, trust " + earlier.trust()))
        .toList();
  }

  private Earlier read(Source source) {
    StoredSearch stored = history.search(source.search());
    boolean sameData = isSameData(stored.provenance());
    boolean sameProxy = same(PROXY, Set.of(), stored.provenance());
    double discount = config.search().warmStart().discount();
    Set<ArchitectureId> met = new HashSet<>();
    return new Earlier(
        source.search(),
        stored
            .trials()
            .takeWhile(row -> row.generation() <= source.lastGeneration())
            .map(TrialRow::trial)
            .filter(
                trial ->
                    trial.evaluation() instanceof Evaluation.Measured measured
                        && measured.stopped().isEmpty()
                        && !config.task().scoring().isBrokenBy(measured)
                        && met.add(trial.architecture().id()))
            .toList(),
        sameData && sameProxy,
        (sameData ? 1 : discount) * (sameProxy ? 1 : discount));
  }

  /** Compares the files where those of both are known, and else the name of their folder. */
  private boolean isSameData(Provenance theirs) {
    if (!contents.knows(Contents.Part.DATA) || !theirs.contents().knows(Contents.Part.DATA)) {
      return same(DATA, Set.of(), theirs);
    }
    return same(DATA, Set.of(Contents.Part.DATA.setting()), theirs)
        && contents.of(Contents.Part.DATA).equals(theirs.contents().of(Contents.Part.DATA));
  }

  private boolean same(List<String> prefixes, Set<String> but, Provenance theirs) {
    SortedMap<String, String> own = chosen(prefixes, config.settings().decisive());
    SortedMap<String, String> other = chosen(prefixes, theirs.settings());
    own.keySet().removeAll(but);
    other.keySet().removeAll(but);
    return own.equals(other);
  }

  private static SortedMap<String, String> chosen(
      List<String> prefixes, SortedMap<String, String> settings) {
    SortedMap<String, String> chosen = new TreeMap<>(settings);
    chosen.keySet().removeIf(key -> prefixes.stream().noneMatch(key::startsWith));
    chosen.keySet().removeIf(key -> LIMITS.stream().anyMatch(key::startsWith));
    return chosen;
  }

  /** The trials of networks of this space, as this search would have rewarded them. */
  private List<Trial> rewarded(List<Trial> trials, Screener screener) {
    List<Trial> inSpace = new ArrayList<>();
    List<Architecture> architectures = new ArrayList<>();
    for (Trial trial : trials) {
      respelled(config.space(), trial.architecture())
          .ifPresent(
              architecture -> {
                inSpace.add(trial);
                architectures.add(architecture);
              });
    }
    List<Screening> screenings = screener.screen(architectures);
    List<Trial> rewarded = new ArrayList<>();
    for (int i = 0; i < inSpace.size(); i++) {
      rewarded(inSpace.get(i), screenings.get(i)).ifPresent(rewarded::add);
    }
    return rewarded;
  }

  private Optional<Trial> rewarded(Trial trial, Screening screening) {
    double accuracy = ((Evaluation.Measured) trial.evaluation()).accuracy();
    RewardPlan plan = config.reward().plan();
    return screening.latency().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Trial(
                trial.generation(),
                trial.index(),
                screening.architecture(),
                screening.costs().rewarded(plan, accuracy),
                Optional.empty(),
                trial.evaluation(),
                screening.reward(plan, accuracy),
                Optional.empty()));
  }

  /** The same network by the decisions of a space; empty if it is none of its networks. */
  private static Optional<Architecture> respelled(SearchSpace space, Architecture architecture) {
    try {
      Architecture respelled = space.of(architecture.valuesByDecision());
      return Optional.of(respelled).filter(a -> a.id().equals(architecture.id()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
