package io.edgewise.search.controller;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.search.controller.ppo.PpoController;
import io.edgewise.search.controller.ppo.PpoSettings;
import io.edgewise.search.controller.random.RandomController;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.SettingsFiles;
import java.util.List;
import java.util.function.Function;

/**
 * The controllers by name. Their settings and defaults are in {@code conf/controllers.conf}, which
 * travels in the jar.
 */
public final class Controllers {

  /** Where the defaults lie on the class path. */
  public static final String DEFAULTS = "/io/edgewise/conf/controllers.conf";

  /** The controllers there are, as {@code controller.kind} names them. */
  public static final List<String> NAMES = List.of(RandomController.NAME, PpoController.NAME);

  private Controllers() {}

  /**
   * Reads the section {@code controller}, in which every setting is given: a settings file laid
   * over {@link #DEFAULTS}. Mistakes are noted in the section; the controller may only be used when
   * {@link Settings#finish} has not refused.
   *
   * @return makes the controller for a space
   */
  public static Function<SearchSpace, Controller> read(Settings controller) {
    String kind = controller.word("kind", NAMES);
    PpoSettings ppo = PpoSettings.read(controller.section(PpoController.NAME));
    return space ->
        switch (kind) {
          case RandomController.NAME -> new RandomController(space);
          case PpoController.NAME -> new PpoController(space, ppo);
          default ->
              throw new IllegalArgumentException("controller " + kind + ": not one of " + NAMES);
        };
  }

  /**
   * A controller with its default settings.
   *
   * @throws SettingsException if there is none of that name
   */
  public static Controller named(String kind, SearchSpace space) {
    Config chosen =
        ConfigFactory.empty().withValue("controller.kind", ConfigValueFactory.fromAnyRef(kind));
    Settings root =
        Settings.of(DEFAULTS, chosen.withFallback(SettingsFiles.readResource(DEFAULTS)));
    Function<SearchSpace, Controller> controller = read(root.section("controller"));
    root.finish();
    return controller.apply(space);
  }
}
