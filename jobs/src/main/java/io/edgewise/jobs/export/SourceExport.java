package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.search.export.source.Framework;
import io.edgewise.search.export.source.SourceFile;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes an architecture as source for a framework, to be trained there.
 *
 * @param finder reads the architecture's file, and says how it is deployed
 */
public record SourceExport(Framework framework, NetworkFinder finder) {

  /**
   * Writes the file.
   *
   * @param architecture a file of a search
   * @return what was written, for eyes
   * @throws SettingsException if the architecture cannot be read, has no blocks, or the file cannot
   *     be written
   */
  public String write(Path architecture, Path file) {
    if (!NetworkFinder.isArchitectureFile(architecture.toString())) {
      throw new SettingsException(
          architecture.toString(),
          List.of(
              "--to writes an architecture of a search; allowed is a file whose name ends in .json"));
    }
    OutputFile output = OutputFile.at(file, List.of(architecture));
    DeployedArchitecture read = finder.deployed(architecture);
    BlockNetwork network = network(architecture, read);
    output.write(
        new SourceFile(read.file().architecture().id().hex(), read.view().resolution(), network)
            .text(framework));
    List<Weight> weights = WeightNames.of(network);
    return String.format(
        Locale.ROOT,
        "%s: %d weights, %,d numbers; train it, save the weights, then edgewise quantize",
        file,
        weights.size(),
        weights.stream().mapToLong(Weight::size).sum());
  }

  private static BlockNetwork network(Path file, DeployedArchitecture read) {
    try {
      return read.view().network(read.file().architecture());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }
}
