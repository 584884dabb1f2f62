package io.edgewise.jobs.command;

import io.edgewise.jobs.export.LabelFile;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.quantization.DeployedGraph.Head;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that write files for a device, which mean the same for each. */
final class DeviceFileOptions {

  @Option(
      names = "--io",
      paramLabel = "TYPE",
      defaultValue = "uint8",
      description =
          "Type of the .tflite's input and output, uint8 or int8 (default: ${DEFAULT-VALUE}).")
  private TfliteOptions.Ends ends = TfliteOptions.Ends.UINT8;

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      defaultValue = "softmax",
      description = "What comes last, softmax or logits (default: ${DEFAULT-VALUE}).")
  private Head head = Head.SOFTMAX;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes, one a line, to travel in the file.")
  private @Nullable Path labels;

  Head head() {
    return head;
  }

  /**
   * Reads the labels, if there are any.
   *
   * @throws io.edgewise.sim.settings.SettingsException that names their file if they cannot be read
   */
  TfliteOptions tflite() {
    return new TfliteOptions(ends, labels == null ? null : LabelFile.read(labels));
  }
}
