package io.edgewise.jobs.explain;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.history.Contents.Part;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.Optional;

/**
 * A redeployment is the accelerator and the space that a search ran with, read from its history, so
 * that networks can be simulated again without the files that the search named.
 */
public record Redeployment(DeployView view, AcceleratorSpec accelerator, SearchSpace space) {

  /** Reads the deployment of a search; empty if its history does not tell, or it cannot be read. */
  public static Optional<Redeployment> of(Provenance provenance) {
    StoredSettings settings = new StoredSettings(provenance);
    Optional<Config> accelerator = description(provenance, Part.ACCELERATOR);
    Optional<Config> space = description(provenance, Part.SPACE);
    Optional<Double> resolution = settings.number("deploy.resolution");
    Optional<Double> channels = settings.number("deploy.channels");
    Optional<Double> classes = settings.number("deploy.classes");
    if (accelerator.isEmpty()
        || space.isEmpty()
        || resolution.isEmpty()
        || channels.isEmpty()
        || classes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Redeployment(
              new DeployView(
                  resolution.get().intValue(), channels.get().intValue(), classes.get().intValue()),
              AcceleratorFile.parse("accelerator", accelerator.get()),
              SearchSpaceFile.parse("space", space.get())));
    } catch (SettingsException | IllegalArgumentException e) {
      return Optional.empty(); // Of a version that read other descriptions.
    }
  }

  /** JSON, unlike HOCON, includes no files. */
  private static Optional<Config> description(Provenance provenance, Part part) {
    String text = provenance.environment().get(part.setting());
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(
              ConfigFactory.parseString(
                  text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON)));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** Simulates a network; empty if it has no blocks, or the accelerator cannot run it. */
  Optional<LatencyReport> simulate(Architecture architecture) {
    if (architecture
        .blueprint()
        .blockNetwork(view.resolution(), view.inputChannels(), view.classes())
        .isEmpty()) {
      return Optional.empty();
    }
    return new SimulationScreener(new Deployment(view, accelerator, Constraints.NONE))
                .simulate(architecture)
            instanceof SimulationResult.Simulated simulated
        ? Optional.of(simulated.report())
        : Optional.empty();
  }
}
