package io.edgewise.search.controllers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.bayes.BayesController;
import io.edgewise.search.controller.bayes.BayesSettings;
import io.edgewise.search.controller.bayes.ProxySize;
import io.edgewise.search.controller.bayes.ScreenedController;
import io.edgewise.search.controller.evolution.EvolutionController;
import io.edgewise.search.controller.evolution.EvolutionSettings;
import io.edgewise.search.controller.localsearch.LocalSearchController;
import io.edgewise.search.controller.localsearch.LocalSearchSettings;
import io.edgewise.search.controller.nsga2.Nsga2Controller;
import io.edgewise.search.controller.nsga2.Nsga2Settings;
import io.edgewise.search.controller.ppo.PpoController;
import io.edgewise.search.controller.ppo.PpoSettings;
import io.edgewise.search.controller.random.RandomController;
import io.edgewise.search.controller.reinforce.ReinforceController;
import io.edgewise.search.controller.reinforce.ReinforceSettings;
import io.edgewise.search.pareto.Objective;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.SettingsFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The controllers by name. Their settings and defaults are in {@code conf/controllers.conf}, which
 * travels in the jar.
 */
public final class Controllers {

  /** The defaults lie at this place on the class path. */
  public static final String DEFAULTS = "/io/edgewise/conf/controllers.conf";

  /** The controllers there are, as {@code controller.kind} names them. */
  public static final List<String> NAMES =
      List.of(
          BayesController.NAME,
          PpoController.NAME,
          ReinforceController.NAME,
          EvolutionController.NAME,
          LocalSearchController.NAME,
          Nsga2Controller.NAME,
          RandomController.NAME);

  /** The controllers that learn from the reward alone. */
  private static final Set<String> ONE_NUMBER =
      Set.of(
          PpoController.NAME,
          ReinforceController.NAME,
          EvolutionController.NAME,
          LocalSearchController.NAME);

  /** The front of each of several accelerators, where no other objectives are named. */
  private static final List<Objective> FRONT = List.of(Objective.ACCURACY, Objective.LATENCY);

  /**
   * The accelerators of a search, as far as a controller has to know them.
   *
   * @param energies what each tells of its energy: what one does not know cannot be an objective
   * @param together whether one network is for all of them
   */
  public record Chips(List<Energy> energies, boolean together) {

    /** One accelerator that tells nothing. */
    public static final Chips UNKNOWN = one(Energy.UNKNOWN);

    public Chips {
      energies = List.copyOf(energies);
    }

    /** One accelerator. */
    public static Chips one(Energy energy) {
      return new Chips(List.of(energy), false);
    }

    boolean haveFrontsEach() {
      return energies.size() > 1 && !together;
    }
  }

  private Controllers() {}

  /**
   * Reads the section {@code controller}, in which every setting is given: a settings file laid
   * over {@link #DEFAULTS}. Mistakes are noted in the section; the controller may only be used when
   * {@link Settings#finish} has not refused.
   *
   * @param chips that the search is for
   * @param proxySize of what is trained; only asked when a controller has to choose
   * @return makes the controller for a space
   */
  public static Function<SearchSpace, Controller> read(
      Settings controller, Chips chips, ProxySize proxySize) {
    String kind = controller.word("kind", NAMES);
    requireFronts(controller, kind, chips);
    Goal goal = goal(controller, chips);
    BayesSettings bayes = BayesSettings.read(controller.section("bayes"));
    UnaryOperator<Function<SearchSpace, Controller>> screened =
        maker -> space -> new ScreenedController(maker.apply(space), space, bayes, goal, proxySize);
    Map<String, Function<SearchSpace, Controller>> makers = new LinkedHashMap<>();
    makers.put(RandomController.NAME, RandomController::new);
    makers.put(BayesController.NAME, space -> new BayesController(space, bayes, goal, proxySize));
    makers.put(PpoController.NAME, ppo(controller.section("ppo"), screened));
    makers.put(ReinforceController.NAME, reinforce(controller.section("reinforce"), screened));
    EvolutionSettings evolution = EvolutionSettings.read(controller.section("evolution"));
    makers.put(EvolutionController.NAME, space -> new EvolutionController(space, evolution));
    LocalSearchSettings local = LocalSearchSettings.read(controller.section("local-search"));
    makers.put(LocalSearchController.NAME, space -> new LocalSearchController(space, local));
    Nsga2Settings nsga2 = Nsga2Settings.read(controller.section("nsga2"));
    makers.put(Nsga2Controller.NAME, space -> new Nsga2Controller(space, nsga2, goal));
    return Objects.requireNonNull(makers.get(kind), "one maker a name");
  }

  /**
   * A controller with its default settings.
   *
   * @throws SettingsException if there is none of that name
   */
  public static Controller named(String kind, SearchSpace space) {
    return named(kind, ConfigFactory.empty(), Chips.UNKNOWN).apply(space);
  }

  /** One number cannot tell where the front of each of several accelerators can move. */
  private static void requireFronts(Settings controller, String kind, Chips chips) {
    if (chips.haveFrontsEach() && ONE_NUMBER.contains(kind)) {
      controller.problem(
          "kind",
          "is "
              + kind
              + ", which follows one number, but reward.combine = each gives each of "
              + chips.energies().size()
              + " accelerators a front of its own; allowed is bayes, nsga2 or random, or"
              + " reward.combine = worst or weighted");
    }
  }

  private static Goal goal(Settings controller, Chips chips) {
    int accelerators = chips.energies().size();
    if (controller.texts("objectives").isEmpty()) {
      return new Goal(chips.haveFrontsEach() ? FRONT : List.of(), accelerators);
    }
    List<Objective> objectives = controller.choices("objectives", Objective.class);
    if (objectives.contains(Objective.ENERGY)
        && !chips.energies().stream().allMatch(Energy::isKnown)) {
      controller.problem(
          "objectives",
          "names energy, which the accelerator's file does not tell; allowed is an accelerator with"
              + " a section energy { picojoules-per-mac, picojoules-per-link-byte, idle-milliwatts }");
    }
    return new Goal(objectives, accelerators);
  }

  /**
   * A controller with default settings but for some, for networks that are trained themselves.
   *
   * @param changes keys from the root, such as {@code controller.ppo.hidden}
   * @param chips as in {@link #read}
   * @throws SettingsException if there is none of that name, or a change is wrong
   */
  public static Function<SearchSpace, Controller> named(String kind, Config changes, Chips chips) {
    Config chosen =
        changes
            .withValue("controller.kind", ConfigValueFactory.fromAnyRef(kind))
            .withFallback(SettingsFiles.readResource(DEFAULTS));
    Settings root = Settings.of("settings of controller " + kind, chosen);
    Function<SearchSpace, Controller> controller =
        read(root.section("controller"), chips, ProxySize.NONE);
    root.finish();
    return controller;
  }

  private static Function<SearchSpace, Controller> ppo(
      Settings section, UnaryOperator<Function<SearchSpace, Controller>> screened) {
    PpoSettings settings = PpoSettings.read(section);
    Function<SearchSpace, Controller> maker = space -> new PpoController(space, settings);
    return section.flag("surrogate") ? screened.apply(maker) : maker;
  }

  private static Function<SearchSpace, Controller> reinforce(
      Settings section, UnaryOperator<Function<SearchSpace, Controller>> screened) {
    ReinforceSettings settings = ReinforceSettings.read(section);
    Function<SearchSpace, Controller> maker = space -> new ReinforceController(space, settings);
    return section.flag("surrogate") ? screened.apply(maker) : maker;
  }
}
