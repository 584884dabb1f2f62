package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.weights.NamedArray;
import io.edgewise.search.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Adam;

/** The zip of a trained network is read back without Deeplearning4j. */
class FullNetworkZipTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({"efficientnet, 2", "mobilenet-edgetpu-v2, 1"})
  void itsArraysAreTheWeightsUnderTheirNames(String space, long seed) throws IOException {
    BlockNetwork network = network(space, seed);
    Map<String, NamedArray> drawn = new LinkedHashMap<>();
    Random random = new Random(seed);
    for (Weight weight : WeightNames.of(network)) {
      float[] values = new float[Math.toIntExact(weight.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      drawn.put(weight.name(), new NamedArray(weight.shape(), values));
    }
    try (FullNetwork full = new FullNetwork(network, 1)) {
      Path zip = Files.write(folder.resolve("model.zip"), full.zip(full.weights(drawn)));

      requireSame(WeightFile.read(zip), drawn);
    }
  }

  /** A network that Deeplearning4j went on with is saved with what its optimiser keeps. */
  @Test
  void whatTheOptimiserKeepsIsPassedOver() throws IOException {
    BlockNetwork network = network("efficientnet-edgetpu", 1);
    ComputationGraph graph =
        new ComputationGraph(NetworkGraph.of(network, Layers.FAST, new Adam(1e-3), 3));
    graph.init();
    Path zip = folder.resolve("model.zip");
    ModelSerializer.writeModel(graph, zip.toFile(), true);

    requireSame(WeightFile.read(zip), NamedWeights.of(network, graph));
    assertThat(FoldedFilters.problems(network, WeightFile.read(zip))).isEmpty();
  }

  private static BlockNetwork network(String space, long seed) {
    return new DeployView(32, 3, 10).network(SearchSpaceFile.find(space).sample(new Random(seed)));
  }

  private static void requireSame(Map<String, NamedArray> read, Map<String, NamedArray> expected) {
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, array) -> {
          assertThat(read.get(name).shape()).as(name).isEqualTo(array.shape());
          assertThat(read.get(name).values()).as(name).isEqualTo(array.values());
        });
  }
}
