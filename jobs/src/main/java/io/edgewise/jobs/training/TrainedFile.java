package io.edgewise.jobs.training;

import com.typesafe.config.Config;
import io.edgewise.jobs.console.Version;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.SimulationResult.Unmappable;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import java.util.Optional;

/**
 * The file of a network that a training leaves: as it is trained, so it is deployed.
 *
 * @param origin the trial that found the network, if its file said so
 */
record TrainedFile(
    ArchitectureJson.Document network,
    DeployView deployed,
    Config accelerator,
    Metrics metrics,
    Optional<Finding.Origin> origin) {

  /**
   * Simulates the network as it is to be trained, before the work.
   *
   * @param file what was known of it before; its accelerator is the one that it was chosen for
   * @param accelerator what is taken where the file knows of none
   * @throws SettingsException if the accelerator cannot run it
   */
  static TrainedFile of(NetworkFile file, Preparation preparation, Config accelerator) {
    Config chosen = file.finding().map(Finding::accelerator).orElse(accelerator);
    SimulationResult result =
        new CycleSimulator(AcceleratorFile.parse("accelerator", chosen))
            .simulate(preparation.graph());
    if (result instanceof Unmappable unmappable) {
      throw new SettingsException(
          file.architecture().id().hex(),
          List.of(
              "cannot run on the accelerator: "
                  + unmappable.reason()
                  + "; allowed is a smaller train.resolution, or a network that fits"));
    }
    return new TrainedFile(
        file.network(),
        preparation.task().view(),
        chosen,
        ((Simulated) result).report().metrics(),
        file.finding().flatMap(Finding::origin));
  }

  /** The file of the network that gave these answers to the validation images. */
  NetworkFile of(Confusion answers) {
    return new NetworkFile(
        network,
        Optional.of(
            new Finding(
                deployed,
                accelerator,
                metrics,
                Optional.of(
                    Finding.Accuracy.of(
                        answers.estimate(AccuracyMetric.TOP_1), AccuracyMetric.TOP_1)),
                Optional.empty(),
                origin,
                Version.ofParts())));
  }
}
