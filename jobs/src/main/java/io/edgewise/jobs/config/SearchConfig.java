package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.bayes.ProxySize;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.stopping.StoppingRule;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.SettingsFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything a search is told, read once.
 *
 * @param text the effective settings as they are kept with the history
 * @param history root of the history tables
 * @param generations after which the search ends
 * @param stopping whether it ends before
 * @param nightly how it is run every night, if it is
 */
public record SearchConfig(
    SearchId id,
    String text,
    String history,
    int generations,
    StoppingRule stopping,
    WarmStartSettings warmStart,
    GenerationStep.Plan plan,
    SearchSpace space,
    Deployment deployment,
    RewardSettings reward,
    TrainingTask task,
    Controller controller,
    NightlySettings nightly) {

  /** Settings that searches of earlier versions did not have, with what held for these. */
  private static final Map<String, String> CAME_LATER = Map.of("dataset.resize", "\"stretch\"");

  private static final int FEWEST_CLASSES = 2;
  private static final String REFERENCE = "/io/edgewise/conf/reference.conf";

  /**
   * Reads a search file over the defaults of {@code conf/reference.conf}.
   *
   * @param overrides values that win over the file's, by full key
   * @throws SettingsException with every mistake in it
   */
  public static SearchConfig read(Path file, Map<String, String> overrides) {
    Config merged =
        overriding(SettingsFiles.read(file), overrides)
            .withFallback(SettingsFiles.readResource(REFERENCE));
    return new Reader(file, withFullTask(merged)).read();
  }

  /** Where histories lie by default. */
  public static String defaultHistory() {
    return SettingsFiles.readResource(REFERENCE).getString("search.history");
  }

  /**
   * Every setting that decides what the trials are, by full key: two searches of equal ones have
   * equal trials. How long a search goes on and where its history lies decides nothing.
   */
  public SortedMap<String, String> decisive() {
    SortedMap<String, String> settings = settings();
    settings.keySet().removeAll(List.of("search.id", "search.history", "search.generations"));
    settings
        .keySet()
        .removeIf(
            key ->
                key.startsWith("search.budget.")
                    || key.startsWith("search.stop.")
                    || key.startsWith("nightly."));
    if (warmStart.searches().isEmpty()) {
      settings.keySet().removeIf(key -> key.startsWith("search.warm-start"));
    }
    return settings;
  }

  /** Hash of everything that decides what a network comes to on the full task of the nights. */
  public String fullTaskFingerprint() {
    SortedMap<String, String> settings = settings();
    settings
        .keySet()
        .removeIf(
            key ->
                !key.startsWith("nightly.full-training.")
                    && !List.of("search.seed", "deploy.resolution").contains(key));
    return new Provenance("", "", settings, new TreeMap<>(), Instant.EPOCH).fingerprint();
  }

  private SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    ConfigFactory.parseString(text)
        .entrySet()
        .forEach(e -> settings.put(e.getKey(), e.getValue().render(ConfigRenderOptions.concise())));
    settings.entrySet().removeIf(SearchConfig::saysWhatWasAlwaysSo);
    return settings;
  }

  /** A search of before the setting came, and one that leaves it as it was, are the same. */
  private static boolean saysWhatWasAlwaysSo(Map.Entry<String, String> setting) {
    String key = setting.getKey().replaceFirst("^nightly\\.full-training\\.", "");
    return setting.getValue().equals(CAME_LATER.get(key));
  }

  /** The full training task of a nightly search is the search's own but for what it says. */
  private static Config withFullTask(Config config) {
    Config result = config;
    for (String section : List.of("dataset", "proxy")) {
      String full = "nightly.full-training." + section;
      if (config.hasPath(full) && config.getValue(full) instanceof ConfigObject changes) {
        result = result.withValue(full, changes.withFallback(config.getValue(section)));
      }
    }
    return result;
  }

  private static Config overriding(Config config, Map<String, String> overrides) {
    Config result = config;
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      result = result.withValue(override.getKey(), value(override.getValue()));
    }
    return result;
  }

  /**
   * Numbers, booleans and lists as HOCON reads them; everything else is a text, also where HOCON
   * would see a comment in a URI.
   */
  private static ConfigValue value(String text) {
    boolean structured = text.matches("-?[0-9.]+([eE]-?[0-9]+)?|true|false|\\[.*]");
    return structured
        ? ConfigFactory.parseString("v=" + text).getValue("v")
        : ConfigValueFactory.fromAnyRef(text);
  }

  /**
   * Reads the sections in turn; what is wrong in one does not keep the others from being checked.
   */
  private static final class Reader {
    private final Path file;
    private final Config config;
    private final Settings root;

    Reader(Path file, Config config) {
      this.file = file;
      this.config = config;
      this.root = Settings.of(file.toString(), config);
    }

    SearchConfig read() {
      Settings search = root.section("search");
      SearchId id = id(search);
      long seed = search.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
      int generations = search.integer("generations", 1, 1_000_000);
      int candidates = search.integer("candidates", 1, 100_000);
      int pool = search.integer("pool", 1, 10_000_000);
      if (pool < candidates) {
        search.problem(
            "pool", "is " + pool + "; allowed is at least search.candidates = " + candidates);
      }
      WarmStartSettings warmStart = WarmStartSettings.read(search, id);
      StoppingRule stopping = StoppingSettings.read(search, candidates);
      String history = search.location("history");
      Optional<SearchSpace> space = named("space", SearchSpaceFile::find);
      Optional<AcceleratorSpec> accelerator = named("accelerator", AcceleratorFile::find);
      DeployView deploy = deploy(root.section("deploy"));
      Constraints constraints = constraints(root.section("constraints"));
      RewardSettings reward = RewardSettings.read(root.section("reward"));
      TrainingTask task = TrainingTask.read(root, deploy.resolution());
      Function<SearchSpace, Controller> controller =
          Controllers.read(
              root.section("controller"),
              accelerator.map(AcceleratorSpec::energy).orElse(Energy.UNKNOWN),
              architecture -> Optional.of(size(architecture, task, deploy.inputChannels())));
      Settings nightlySection = root.section("nightly");
      NightlySettings nightly =
          NightlySettings.read(
              nightlySection,
              root.isClean()
                  ? fullTask(nightlySection.section("full-training"), deploy)
                  : untold(nightlySection, task));
      root.finish();
      return new SearchConfig(
          id,
          config.root().render(ConfigRenderOptions.concise().setFormatted(true).setJson(false)),
          history,
          generations,
          stopping,
          warmStart,
          new GenerationStep.Plan(seed, candidates, pool),
          space.orElseThrow(),
          new Deployment(deploy, accelerator.orElseThrow(), constraints),
          reward,
          task,
          controller.apply(space.orElseThrow()),
          nightly);
    }

    private static TrainingTask fullTask(Settings full, DeployView deploy) {
      return TrainingTask.read(full, deploy.resolution()).toTheEnd();
    }

    /**
     * How large an architecture's proxy is but for its classifier, which is the same for all: the
     * number of classes is only known with the data set.
     */
    private static ProxySize.Size size(
        Architecture architecture, TrainingTask task, int inputChannels) {
      Proxy proxy = Proxy.of(architecture, task.proxy().view(inputChannels, FEWEST_CLASSES));
      return new ProxySize.Size(proxy.parameters(), proxy.macs());
    }

    /** Leaves out a section that would tell the mistakes of the search's own a second time. */
    private static TrainingTask untold(Settings nightly, TrainingTask own) {
      nightly.has("full-training");
      return own;
    }

    /** The search's own name, else that of its file. */
    private SearchId id(Settings search) {
      String name = search.has("id") ? search.text("id") : nameOf(file);
      try {
        return new SearchId(name);
      } catch (IllegalArgumentException e) {
        search.problem("id", String.valueOf(e.getMessage()));
        return new SearchId("unnamed");
      }
    }

    private static String nameOf(Path file) {
      return file.getFileName().toString().replaceFirst("\\.conf$", "");
    }

    /** Finds what a key names: a file, or something built in. */
    private <T> Optional<T> named(String key, Function<String, T> find) {
      String name = root.text(key);
      try {
        return Optional.of(find.apply(name));
      } catch (SettingsException e) {
        e.problems().forEach(problem -> root.problem(key, "is " + name + ", which " + problem));
        return Optional.empty();
      }
    }

    private static DeployView deploy(Settings deploy) {
      return new DeployView(
          deploy.integer("resolution", 16, 4096),
          deploy.integer("channels", 1, 4),
          deploy.integer("classes", 2, 100_000));
    }

    private static Constraints constraints(Settings constraints) {
      return new Constraints(
          constraints
              .numberUnless("latency-millis", "none", 1e-3, 1e6)
              .orElse(Double.POSITIVE_INFINITY),
          bytes(constraints, "streamed-parameter-bytes"),
          bytes(constraints, "narrow-memory-bytes-per-tile"));
    }

    private static long bytes(Settings constraints, String key) {
      OptionalDouble limit = constraints.numberUnless(key, "none", 0, 1e15);
      return limit.isPresent() ? (long) limit.getAsDouble() : Long.MAX_VALUE;
    }
  }
}
