package io.edgewise.jobs.command;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.export.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that tell of a trained model what the folder of a training says by itself. */
final class TrainedModelOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights of an architecture that was trained elsewhere, .safetensors or .npz, or the .zip that a training left for Deeplearning4j.")
  private @Nullable Path weights;

  @Option(
      names = "--calibration",
      paramLabel = "SEARCH.conf",
      description =
          "Settings of a search: its data set gives ranges and scores (default: that of the training).")
  private @Nullable Path calibration;

  @SuppressWarnings("NullAway.Init") // picocli sets command
  TrainedModelOptions() {}

  /**
   * Reads the model.
   *
   * @param network the folder of a training, or the file of an architecture
   * @throws ParameterException if it is no folder and nobody says what its weights are
   */
  TrainedModel model(Path network) {
    if (weights != null) {
      return TrainedModel.of(network, weights);
    }
    if (!Files.isDirectory(network)) {
      throw refused(
          network
              + " is no folder of a training; allowed is one, or --weights of an architecture, or"
              + " --random-weights, or --to");
    }
    return TrainedModel.in(network);
  }

  /**
   * The data set that the model is quantised with and held against.
   *
   * @throws ParameterException if nobody says which
   */
  DatasetSettings dataset(TrainedModel model) {
    Path settings = calibration != null ? calibration : model.settings().orElse(null);
    if (settings == null) {
      throw refused("--weights needs --calibration, the settings with their data set");
    }
    return SearchConfig.read(settings, Overrides.NONE).task().data();
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
