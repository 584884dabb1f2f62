package io.edgewise.jobs.export;

import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.weights.NamedArray;
import io.edgewise.search.weights.WeightFile;
import io.edgewise.search.weights.WeightsException;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts weights from a file into a network. */
final class TrainedNetwork {

  /** Most mistakes that are told; a file for another network has hundreds. */
  private static final int MOST_TOLD = 40;

  private TrainedNetwork() {}

  /**
   * The deployed network with the weights of a file.
   *
   * @throws SettingsException if the network cannot be deployed, or the file cannot be read or has
   *     other weights than the network; every array that is wrong is named
   */
  static FloatNetwork read(String name, BlockNetwork network, Head head, Path file) {
    try {
      Map<String, NamedArray> weights = WeightFile.read(file);
      List<String> problems = FoldedFilters.problems(network, weights);
      if (!problems.isEmpty()) {
        throw new SettingsException(file.toString(), shortened(problems));
      }
      return new FloatNetwork(
          DeployedGraph.of(Lowering.lower(name, network), head),
          FoldedFilters.of(network, weights));
    } catch (WeightsException | IllegalArgumentException e) {
      throw new SettingsException(file.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<String> shortened(List<String> problems) {
    if (problems.size() <= MOST_TOLD) {
      return problems;
    }
    List<String> told = new ArrayList<>(problems.subList(0, MOST_TOLD));
    told.add("and " + (problems.size() - MOST_TOLD) + " more");
    return told;
  }
}
