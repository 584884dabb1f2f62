package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.RandomNetwork;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes the files of a network with random weights, reads the {@code .tflite} back with the reader
 * of {@code predict}, and runs all of them.
 *
 * @param options what the {@code .tflite} has at its ends
 * @param verifies whether the files are run; without, only the reader has seen one
 */
public record RandomExport(Head head, TfliteOptions options, long seed, boolean verifies) {

  private static final int VERIFIED_IMAGES = 2;

  /**
   * Writes the files of a network into a new folder.
   *
   * @param name what the network was asked for by
   * @throws SettingsException if the folder exists with other contents, or the network cannot be
   *     deployed
   * @throws io.edgewise.search.export.verify.VerificationException if a runtime is not there or
   *     refuses a file; nothing is left then
   */
  public DeviceFilesReport write(String name, LayerGraph network, Path folder) {
    RandomNetwork random = new RandomNetwork(deployed(name, network), seed);
    try (OutputFolder output = OutputFolder.at(folder)) {
      FloatNetwork floats = random.floats();
      QuantizedNetwork integers = random.quantized(floats);
      DeviceFiles files = DeviceFiles.write(floats, integers, options, output);
      List<byte[]> images = IntStream.range(0, VERIFIED_IMAGES).mapToObj(random::image).toList();
      Optional<DeviceFiles.Verification> seen =
          verifies
              ? Optional.of(files.verify(floats, integers, options, images))
              : Optional.empty();
      output.complete();
      return files.report(folder, seen);
    }
  }

  private LayerGraph deployed(String name, LayerGraph network) {
    try {
      return DeployedGraph.of(network, head);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, List.of("cannot be deployed: " + e.getMessage()));
    }
  }
}
