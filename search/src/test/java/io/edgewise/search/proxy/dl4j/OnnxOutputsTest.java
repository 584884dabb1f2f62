package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.export.verify.OnnxRuntime;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** An exported network computes in ONNX Runtime what the trained one computes in DL4J. */
class OnnxOutputsTest {

  private static final int RESOLUTION = 32;
  private static final int CLASSES = 10;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({
    "efficientnet-edgetpu, 1",
    "efficientnet-edgetpu, 2",
    "efficientnet, 1",
    "efficientnet, 2",
    "mobilenet-edgetpu-v2, 1",
    "mobilenet-edgetpu-v2, 2"
  })
  void probabilitiesAreThoseOfDl4j(String space, long seed) throws IOException {
    Random random = new Random(seed);
    BlockNetwork network =
        new DeployView(RESOLUTION, 3, CLASSES).network(SearchSpaceFile.find(space).sample(random));
    ComputationGraph graph =
        new ComputationGraph(NetworkGraph.of(network, Layers.FAST, new Sgd(0), seed));
    graph.init();
    disturbStatistics(graph, random);
    int side = network.resolution();
    Nd4j.getRandom().setSeed(seed);
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, side, side, 3).muli(2).subi(1);

    float[] expected = graph.output(false, image)[0].toFloatVector();
    float[] actual = onnx(network, graph, image.dup('c').reshape(-1).toFloatVector());

    assertThat(actual).containsExactly(expected, within(1e-4f));
  }

  /** Running means and variances of a trained network are not the 0 and 1 they start at. */
  private static void disturbStatistics(ComputationGraph graph, Random random) {
    graph
        .paramTable()
        .forEach(
            (name, values) -> {
              if (name.matches(".*_(mean|var|gamma|beta)")) {
                values.addi(Nd4j.createFromArray((float) random.nextDouble() / 2));
              }
            });
  }

  private float[] onnx(BlockNetwork network, ComputationGraph graph, float[] image)
      throws IOException {
    FloatNetwork floats =
        new FloatNetwork(
            DeployedGraph.of(Lowering.lower("drawn", network), Head.SOFTMAX),
            FoldedFilters.of(network, NamedWeights.of(network, graph)));
    Path file = Files.write(folder.resolve("model.onnx"), OnnxWriter.write(floats));
    try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
      return runtime.run(image);
    }
  }
}
