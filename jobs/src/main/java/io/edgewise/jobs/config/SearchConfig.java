package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.bayes.ProxySize;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.controllers.Controllers.Chips;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.Fleet;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Everything a search is told, read once: the sections of its file.
 *
 * @param settings what all of it was read from
 * @param descriptions the files of accelerator and space
 * @param search its name, history, length and plan
 * @param space what it chooses from
 * @param deploy the network as it will be deployed, as far as the file says
 * @param fleet where its networks are to run, and the limits there
 * @param reward what it aims at
 * @param task what its networks are trained on, and how
 * @param controller what chooses
 * @param nightly how it is run every night, if it is
 * @param train how a network of its space is trained to the end
 * @param export where networks go that it exports by itself
 * @param latency whether its networks are measured on the device, too
 */
public record SearchConfig(
    EffectiveSettings settings,
    Descriptions descriptions,
    SearchSettings search,
    SearchSpace space,
    DeploySettings deploy,
    Fleet fleet,
    RewardSettings reward,
    TrainingTask task,
    Controller controller,
    NightlySettings nightly,
    TrainSettings train,
    ExportSettings export,
    LatencySettings latency) {

  private static final int FEWEST_CLASSES = 2;

  /**
   * Reads a search file over the defaults of {@code conf/reference.conf}.
   *
   * @throws SettingsException with every mistake in it
   */
  public static SearchConfig read(Path file, Overrides overrides) {
    return read(EffectiveSettings.read(file, overrides));
  }

  /** The place where its networks are to run, or the first of several. */
  public Deployment deployment() {
    return fleet.first();
  }

  /**
   * Completes the search for its data set: the deployed network takes its channels and classes from
   * the images, unless these only stand in for others, and the balance of the training follows from
   * the sizes of their classes.
   *
   * @throws SettingsException if the settings contradict the images
   */
  public SearchConfig fittedTo(Images images) {
    boolean standIn = deploy.standInData() || task.data().kind() == DatasetSettings.Kind.GENERATED;
    task.requireTelling(images.classes(), settings.file().toString());
    Balance balance = task.recipe().balanceOn(images.classCounts());
    return read(
        settings.with(
            deploy
                .fittedTo(images, standIn, settings.file().toString())
                .with("dataset.balance", Settings.label(balance))));
  }

  /** Returns what of the space is allowed and yet may not be what is meant. */
  public List<String> spaceWarnings() {
    return SearchSpaceFile.warnings(settings.open().text("space"), descriptions.space());
  }

  /** The file of the accelerator, or its built-in name, as the shell has to spell it. */
  public String acceleratorName() {
    return settings.open().text("accelerator");
  }

  /** Tells where histories lie by default. */
  public static String defaultHistory() {
    return EffectiveSettings.defaults().getString("search.history");
  }

  /** Reads the sections in turn; a mistake in one does not keep the others from being checked. */
  private static SearchConfig read(EffectiveSettings settings) {
    Settings root = settings.open();
    Settings searchSection = root.section("search");
    SearchSettings search = SearchSettings.read(searchSection, settings.file());
    Optional<Config> spaceFile = named(root, "space", SearchSpaceFile::settings);
    Optional<SearchSpace> space = parsed(root, "space", spaceFile, SearchSpaceFile::parse);
    space.ifPresent(s -> ConstraintSettings.requireBlocks(s, root));
    List<ChosenAccelerator> chosen = ChosenAccelerator.read(root);
    List<AcceleratorSpec> accelerators = chosen.stream().map(ChosenAccelerator::spec).toList();
    List<String> names = accelerators.stream().map(AcceleratorSpec::name).toList();
    DeploySettings deploy = DeploySettings.read(root.section("deploy"));
    DeployView view = deploy.view();
    Settings limits = root.section("constraints");
    List<Constraints> constraints = ConstraintSettings.constraints(limits, accelerators);
    double mostInt8Loss = ConstraintSettings.mostInt8Loss(limits);
    RewardSettings reward = RewardSettings.read(root.section("reward"), names);
    TrainingTask task = TrainingTask.read(root, view.resolution(), mostInt8Loss);
    ConstraintSettings.requireInt8(mostInt8Loss, task.scoring(), limits);
    search.requireInt8Front(task, searchSection);
    Function<SearchSpace, Controller> controller =
        controller(root, chips(accelerators, reward), task, view);
    NightlySettings nightly = nightly(root, view, task, mostInt8Loss);
    TrainSettings train = TrainSettings.read(root.section("train"));
    ExportSettings export = ExportSettings.read(root.section("export"));
    LatencySettings latency = LatencySettings.read(root.section("latency"), names);
    root.finish();
    return new SearchConfig(
        settings,
        new Descriptions(
            chosen.stream().map(ChosenAccelerator::description).toList(), spaceFile.orElseThrow()),
        search,
        space.orElseThrow(),
        deploy,
        fleet(view, accelerators, constraints, reward),
        reward,
        task,
        controller.apply(space.orElseThrow()),
        nightly,
        train,
        export,
        latency);
  }

  /**
   * The same search on its one accelerator as that was calibrated anew.
   *
   * @param json describes the accelerator, as its file does
   * @throws SettingsException if the description is wrong
   */
  public SearchConfig calibrated(String json) {
    Config description =
        ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    List<AcceleratorSpec> accelerator = List.of(AcceleratorFile.parse("accelerator", description));
    List<Constraints> constraints =
        ConstraintSettings.constraints(settings.open().section("constraints"), accelerator);
    return new SearchConfig(
        settings,
        Descriptions.of(description, descriptions.space()),
        search,
        space,
        deploy,
        fleet(deployment().view(), accelerator, constraints, reward),
        reward,
        task,
        controller,
        nightly,
        train,
        export,
        latency);
  }

  private static Fleet fleet(
      DeployView view,
      List<AcceleratorSpec> accelerators,
      List<Constraints> constraints,
      RewardSettings reward) {
    return new Fleet(
        IntStream.range(0, accelerators.size())
            .mapToObj(i -> new Deployment(view, accelerators.get(i), constraints.get(i)))
            .toList(),
        reward.plan().isTogether());
  }

  private static Chips chips(List<AcceleratorSpec> accelerators, RewardSettings reward) {
    return accelerators.isEmpty()
        ? Chips.UNKNOWN
        : new Chips(
            accelerators.stream().map(AcceleratorSpec::energy).toList(),
            reward.plan().isTogether());
  }

  /** Reads the section {@code controller}; mistakes are noted in it. */
  static Function<SearchSpace, Controller> controller(
      Settings root, Chips chips, TrainingTask task, DeployView view) {
    return Controllers.read(
        root.section("controller"),
        chips,
        architecture -> Optional.of(size(architecture, task, view.inputChannels())));
  }

  /**
   * The nights' own task begins with the search's, so that a mistake of the search's would be told
   * twice: it is only read where there is none.
   */
  private static NightlySettings nightly(
      Settings root, DeployView view, TrainingTask own, double mostInt8Loss) {
    Settings nightly = root.section("nightly");
    if (root.isClean()) {
      Settings full = nightly.section("full-training");
      return NightlySettings.read(
          nightly, TrainingTask.read(full, view.resolution(), mostInt8Loss).toTheEnd());
    }
    nightly.has("full-training");
    return NightlySettings.read(nightly, own);
  }

  /**
   * Sizes an architecture's proxy but for its classifier, which is the same for all: the number of
   * classes is only known with the data set.
   */
  private static ProxySize.Size size(
      Architecture architecture, TrainingTask task, int inputChannels) {
    Proxy proxy = Proxy.of(architecture, task.proxy().view(inputChannels, FEWEST_CLASSES));
    return new ProxySize.Size(proxy.parameters(), proxy.macs());
  }

  /** Finds what a key names: a file, or something built in. */
  private static Optional<Config> named(Settings root, String key, Function<String, Config> find) {
    return noting(root, key, find);
  }

  /** Reads what was found, if something was. */
  private static <T> Optional<T> parsed(
      Settings root, String key, Optional<Config> found, BiFunction<String, Config, T> parse) {
    return found.flatMap(config -> noting(root, key, name -> parse.apply(name, config)));
  }

  private static <T> Optional<T> noting(Settings root, String key, Function<String, T> read) {
    String name = root.text(key);
    try {
      return Optional.of(read.apply(name));
    } catch (SettingsException e) {
      e.problems().forEach(problem -> root.problem(key, "is " + name + joined(problem)));
      return Optional.empty();
    }
  }

  /** A problem is a predicate of what was named, or begins with a key or subject of its own. */
  static String joined(String problem) {
    return (problem.startsWith("is ") ? ", which " : ": ") + problem;
  }
}
