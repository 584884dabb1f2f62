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

  private Controllers() {}

  /**
   * Reads the section {@code controller}, in which every setting is given: a settings file laid
   * over {@link #DEFAULTS}. Mistakes are noted in the section; the controller may only be used when
   * {@link Settings#finish} has not refused.
   *
   * @param energy of the accelerator: what is not known cannot be an objective
   * @param proxySize of what is trained; only asked when a controller has to choose
   * @return makes the controller for a space
   */
  public static Function<SearchSpace, Controller> read(
      Settings controller, Energy energy, ProxySize proxySize) {
    String kind = controller.word("kind", NAMES);
    Goal goal = goal(controller, energy);
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
    return named(kind, ConfigFactory.empty(), Energy.UNKNOWN).apply(space);
  }

  private static Goal goal(Settings controller, Energy energy) {
    if (controller.texts("objectives").isEmpty()) {
      return Goal.REWARD;
    }
    List<Objective> objectives = controller.choices("objectives", Objective.class);
    if (objectives.contains(Objective.ENERGY) && !energy.isKnown()) {
      controller.problem(
          "objectives",
          "names energy, which the accelerator's file does not tell; allowed is an accelerator with"
              + " a section energy { picojoules-per-mac, picojoules-per-link-byte, idle-milliwatts }");
    }
    return new Goal(objectives);
  }

  /**
   * A controller with default settings but for some, for networks that are trained themselves.
   *
   * @param changes keys from the root, such as {@code controller.ppo.hidden}
   * @param energy as in {@link #read}
   * @throws SettingsException if there is none of that name, or a change is wrong
   */
  public static Function<SearchSpace, Controller> named(
      String kind, Config changes, Energy energy) {
    Config chosen =
        changes
            .withValue("controller.kind", ConfigValueFactory.fromAnyRef(kind))
            .withFallback(SettingsFiles.readResource(DEFAULTS));
    Settings root = Settings.of("settings of controller " + kind, chosen);
    Function<SearchSpace, Controller> controller =
        read(root.section("controller"), energy, ProxySize.NONE);
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
