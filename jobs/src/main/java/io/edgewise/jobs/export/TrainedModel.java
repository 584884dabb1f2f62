package io.edgewise.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.training.TrainJob;
import io.edgewise.search.export.tflite.Labels;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained model is a network's file and its weights, and what else a training left beside them.
 *
 * @param network which says how it is deployed
 * @param zip the same weights as Deeplearning4j's own file
 * @param labels names of the classes
 * @param training the report of the training
 * @param settings the search file that it was trained by
 */
public record TrainedModel(
    NetworkFile network,
    Path weights,
    Optional<Path> zip,
    Optional<Labels> labels,
    Optional<JsonNode> training,
    Optional<Path> settings) {

  private static final String ARCHITECTURE = "architecture.json";
  private static final long LONGEST_REPORT = 1 << 20;

  /**
   * @throws SettingsException if the network's file does not say how it is deployed
   */
  public TrainedModel {
    if (network.finding().isEmpty()) {
      throw new SettingsException(
          network.architecture().id().hex(),
          List.of(
              "its file is an older one, which does not say how it is deployed; allowed is the"
                  + " architecture.json that edgewise train leaves, or a file of a search"));
    }
  }

  /** Tells whether a training was finished in a folder. */
  public static boolean isFinished(Path folder) {
    return Files.isRegularFile(folder.resolve(TrainJob.SETTINGS));
  }

  /**
   * Reads the folder of a training.
   *
   * @throws SettingsException if the training is not finished there, or a file is damaged
   */
  public static TrainedModel in(Path folder) {
    if (!isFinished(folder)) {
      throw new SettingsException(
          folder.toString(),
          List.of(
              "no training was finished in it; allowed is a folder that edgewise train has"
                  + " filled"));
    }
    return new TrainedModel(
        NetworkFile.read(folder.resolve(ARCHITECTURE)),
        folder.resolve("model.safetensors"),
        Optional.of(folder.resolve("model.zip")),
        Optional.of(LabelFile.read(folder.resolve("labels.txt"))),
        Optional.of(report(folder.resolve("training.json"))),
        Optional.of(folder.resolve(TrainJob.SETTINGS)));
  }

  /** A network's file and weights that were trained elsewhere. */
  public static TrainedModel of(Path architecture, Path weights) {
    return new TrainedModel(
        NetworkFile.read(architecture),
        weights,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The finding of its file. */
  Finding finding() {
    return network.finding().orElseThrow();
  }

  private static JsonNode report(Path file) {
    try {
      if (Files.size(file) > LONGEST_REPORT) {
        throw new IllegalArgumentException("is longer than " + LONGEST_REPORT + " bytes");
      }
      return RecordJson.tree(Files.readString(file));
    } catch (IOException e) {
      throw new SettingsException(file.toString(), List.of(Unreadable.reason(file, e)));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }
}
