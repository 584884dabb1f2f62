package io.edgewise.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.network.Finding;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.lowering.DeployView;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A model card tells who takes an exported network what it is, where it comes from, and what was
 * seen of it (Mitchell et al., "Model cards for model reporting", arXiv 1810.03993).
 *
 * @param architecture the network's id
 * @param space that it was found in
 * @param deployed its input and classes
 * @param labels names of the classes; empty where they have none
 * @param search that found it, if that is known
 * @param trial of that search
 * @param data what it was quantised with and held against
 * @param training the report of its training, if it was trained here
 * @param accuracy of the files, as the runtimes computed them
 * @param answers of {@code model.tflite}
 * @param accelerator that the network was chosen for; its blocks are timed there
 * @param blocks in the order in which they run
 * @param latency on that accelerator and on each that is built in
 * @param check which operators run on the device
 * @param files what lies beside the card
 * @param rounding what a device may compute otherwise
 * @param versions of what wrote the files, by name
 */
record ModelCard(
    String architecture,
    String space,
    DeployView deployed,
    List<String> labels,
    Optional<String> search,
    Optional<String> trial,
    Data data,
    Optional<JsonNode> training,
    Accuracy accuracy,
    Answers answers,
    String accelerator,
    List<NetworkBlock> blocks,
    List<DeviceLatency> latency,
    DeviceCheck check,
    List<DeviceFilesReport.File> files,
    String rounding,
    SortedMap<String, String> versions) {

  private static final String FORMAT = "edgewise-model-card/1";

  /** Its builtin kernels round twice, those of XNNPACK once. */
  static final String ROUNDING =
      "A device may round an operator's result to the neighbouring integer: TensorFlow Lite's own"
          + " two implementations of int8 differ by one of 255 an operator.";

  ModelCard {
    labels = List.copyOf(labels);
    blocks = List.copyOf(blocks);
    latency = List.copyOf(latency);
    files = List.copyOf(files);
  }

  /**
   * The data say what it was quantised with and held against.
   *
   * @param kind of the data set
   * @param calibrated training images that gave the ranges of its activations
   * @param scored which images it was held against
   */
  record Data(String kind, int calibrated, String scored) {}

  /**
   * The accuracy of the files on the same images.
   *
   * @param floatTop1 of {@code model.onnx} in ONNX Runtime, in [0, 1]
   * @param int8Top1 of {@code model.tflite} in TensorFlow Lite
   * @param sameClass share of the images to which both give the same class
   * @param images how many there are
   * @param validation what the network's file says of its accuracy
   * @param recipe how it was quantised
   * @param verified whether the runtimes compute what they should
   */
  record Accuracy(
      double floatTop1,
      double int8Top1,
      double sameClass,
      int images,
      Optional<Finding.Accuracy> validation,
      String recipe,
      boolean verified) {}

  /** The card for programs; its format is {@value #FORMAT}. */
  String json() {
    ObjectNode file = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    file.setAll((ObjectNode) RecordJson.tree(this));
    return RecordJson.text(file);
  }

  /** Names of the classes, which are their numbers where they have none. */
  String label(int index) {
    return labels.isEmpty() ? String.valueOf(index) : labels.get(index);
  }
}
