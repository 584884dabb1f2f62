package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.console.Version;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.training.Checkpoint;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The report of a full training, for programs: what was trained on what, and what it came to.
 *
 * @param identity what decided the weights, the digest of the data set included, by key
 * @param trained after its last epoch
 * @param validationAccuracy of the files' weights, in [0, 1]
 * @param testAccuracy likewise; empty where the data set has no test images
 */
public record TrainingReport(
    ArchitectureJson.Document document,
    SortedMap<String, String> identity,
    Checkpoint trained,
    double validationAccuracy,
    OptionalDouble testAccuracy) {

  private static final String FORMAT = "edgewise-training/1";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * {@code {"format", "edgewise", "architecture", "space", "settings": {…}, "epochs", "best_epoch",
   * "validation_accuracy", "test_accuracy", "training_ms"}}; epochs count from 1.
   */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT)
        .put("edgewise", Version.EDGEWISE)
        .put("architecture", document.architecture().id().hex())
        .put("space", document.space());
    ObjectNode settings = root.putObject("settings");
    identity.forEach(settings::put);
    root.put("epochs", trained.epochs().size())
        .put("best_epoch", trained.bestEpoch() + 1)
        .put("validation_accuracy", validationAccuracy);
    testAccuracy.ifPresent(accuracy -> root.put("test_accuracy", accuracy));
    root.put("training_ms", trained.spentMillis());
    return root.toPrettyString() + "\n";
  }
}
