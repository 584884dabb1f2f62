package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.network.PublishedNetwork;
import io.edgewise.search.export.source.Framework;
import io.edgewise.search.export.source.SourceFile;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes a network as source for a framework, to be trained there.
 *
 * @param finder reads the architecture's file, and says how it is deployed
 */
public record SourceExport(Framework framework, NetworkFinder finder) {

  /**
   * Writes the file.
   *
   * @param name a file of a search, or a built-in network that blocks make
   * @return what was written, for eyes
   * @throws SettingsException if there is no such network, it has no blocks, or the file cannot be
   *     written
   */
  public String write(String name, Path file) {
    boolean isFile = NetworkFinder.isArchitectureFile(name);
    OutputFile output = OutputFile.at(file, isFile ? List.of(Path.of(name)) : List.of());
    SourceFile source = isFile ? found(Path.of(name)) : published(name);
    output.write(source.text(framework));
    BlockNetwork network = source.network();
    List<Weight> weights = WeightNames.of(network);
    return String.format(
        Locale.ROOT,
        "%s: %d weights, %,d numbers; train it, save the weights, then edgewise quantize",
        file,
        weights.size(),
        weights.stream().mapToLong(Weight::size).sum());
  }

  private SourceFile found(Path architecture) {
    DeployedArchitecture read = finder.deployed(architecture);
    try {
      BlockNetwork network = read.view().network(read.file().architecture());
      return new SourceFile(
          read.file().architecture().id().hex(), read.view().resolution(), network);
    } catch (IllegalArgumentException e) {
      throw refused(architecture.toString(), String.valueOf(e.getMessage()));
    }
  }

  private static SourceFile published(String name) {
    try {
      PublishedNetwork found =
          PublishedNetwork.find(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--to writes an architecture of a search; allowed is a file whose name"
                              + " ends in .json, or one of "
                              + String.join(", ", PublishedNetworks.names())));
      return new SourceFile(
          name.replace('@', '-'),
          found.view().resolution(),
          found.view().network(found.architecture()));
    } catch (IllegalArgumentException e) {
      throw refused(name, String.valueOf(e.getMessage()));
    }
  }

  private static SettingsException refused(String name, String why) {
    return new SettingsException(name, List.of(why));
  }
}
