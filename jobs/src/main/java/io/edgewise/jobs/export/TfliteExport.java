package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.export.verify.TfliteVerification;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the {@code .tflite} file of a network with random weights, reads it back with the reader
 * of {@code predict}, and runs it in TensorFlow Lite.
 *
 * @param options what the file has at its ends
 * @param verifies whether the file is run; without, only the reader has seen it
 */
public record TfliteExport(Head head, TfliteOptions options, long seed, boolean verifies) {

  /** The name of the file in its folder. */
  public static final String FILE = "model.tflite";

  private static final int VERIFIED_IMAGES = 2;

  /**
   * Writes the file of a network into a new folder.
   *
   * @param name what the network was asked for by
   * @throws SettingsException if the folder exists with other contents, or the network cannot be
   *     deployed
   * @throws io.edgewise.search.export.verify.VerificationException if TensorFlow Lite is not there
   *     or refuses the file; nothing is left then
   */
  public ExportReport write(String name, LayerGraph network, Path folder) {
    RandomNetwork random = new RandomNetwork(deployed(name, network), seed);
    try (OutputFolder output = OutputFolder.at(folder)) {
      QuantizedNetwork quantized = random.quantized();
      byte[] bytes = encoded(name, quantized);
      Path file = output.write(FILE, bytes);
      LayerGraph readBack = TfliteReader.read(file).graph();
      List<TfliteVerification> seen =
          verifies ? List.of(verify(file, quantized, random)) : List.of();
      output.complete();
      return new ExportReport(
          folder.resolve(FILE), bytes.length, network.parameters(), readBack, seen);
    }
  }

  private TfliteVerification verify(Path file, QuantizedNetwork quantized, RandomNetwork random) {
    List<byte[]> images = IntStream.range(0, VERIFIED_IMAGES).mapToObj(random::image).toList();
    boolean unsigned = options.ends() == TfliteOptions.Ends.UINT8;
    return TfliteVerification.run(file, quantized, images, unsigned);
  }

  private LayerGraph deployed(String name, LayerGraph network) {
    try {
      return DeployedGraph.of(network, head);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, List.of("cannot be deployed: " + e.getMessage()));
    }
  }

  private byte[] encoded(String name, QuantizedNetwork quantized) {
    try {
      return TfliteWriter.write(quantized, options);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, List.of(String.valueOf(e.getMessage())));
    }
  }
}
