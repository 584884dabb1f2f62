package io.edgewise.jobs.config;

import com.typesafe.config.ConfigException;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controllers.Controllers.Chips;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.reward.Combination;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A stored controller is that of a search which is over, made again from its history. */
public final class StoredController {

  private StoredController() {}

  /**
   * Makes the controller.
   *
   * @param provenance of the search; settings that it has not are today's defaults
   * @return empty if the settings are of a version that knew others
   */
  public static Optional<Controller> of(
      Provenance provenance, DeployView view, AcceleratorSpec accelerator, SearchSpace space) {
    try {
      Settings root = Settings.of("history", StoredConfig.of(provenance));
      TrainingTask task = TrainingTask.read(root, view.resolution(), Double.POSITIVE_INFINITY);
      Controller controller =
          SearchConfig.controller(root, chips(root, accelerator), task, view).apply(space);
      return root.isClean() ? Optional.of(controller) : Optional.empty();
    } catch (SettingsException | ConfigException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The first of several accelerators is at hand alone, and tells of energy for all. */
  private static Chips chips(Settings root, AcceleratorSpec accelerator) {
    int accelerators =
        root.textsUnless(ChosenAccelerator.SEVERAL, ChosenAccelerator.NONE)
            .map(List::size)
            .orElse(1);
    boolean together =
        root.section("reward").choice("combine", Combination.class) != Combination.EACH;
    return new Chips(Collections.nCopies(accelerators, accelerator.energy()), together);
  }
}
