package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.export.verify.OnnxRuntime;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.weights.NamedArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
            FoldedFilters.of(network, weights(network, graph)));
    Path file = Files.write(folder.resolve("model.onnx"), OnnxWriter.write(floats));
    try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
      return runtime.run(image);
    }
  }

  /** DL4J's arrays under their own names, in the order of {@link WeightNames}. */
  private static Map<String, NamedArray> weights(BlockNetwork network, ComputationGraph graph) {
    Map<String, NamedArray> weights = new HashMap<>();
    for (Weight weight : WeightNames.of(network)) {
      INDArray array = graph.getParam(dl4jName(weight.name()));
      int[] order =
          switch (array.rank()) {
            case 5 -> new int[] {0, 4, 1, 2, 3};
            case 4 -> weight.shape().get(3) == 1 ? new int[] {2, 0, 1, 3} : new int[] {3, 0, 1, 2};
            case 2 -> array.size(0) == 1 ? new int[] {0, 1} : new int[] {1, 0};
            default -> new int[] {0};
          };
      float[] values = array.permute(order).dup('c').reshape(-1).toFloatVector();
      assertThat((long) values.length).as(weight.name()).isEqualTo(weight.size());
      weights.put(weight.name(), new NamedArray(weight.shape(), values));
    }
    return weights;
  }

  private static String dl4jName(String name) {
    return name.replace(".conv.weight", "_W")
        .replace(".bn.weight", "_gamma")
        .replace(".bn.bias", "_beta")
        .replace(".bn.running_mean", "_mean")
        .replace(".bn.running_var", "_var")
        .replace(".reduce.weight", "_W1")
        .replace(".reduce.bias", "_b1")
        .replace(".expand.weight", "_W2")
        .replace(".expand.bias", "_b2")
        .replaceAll("\\.weight$", "_W")
        .replaceAll("\\.bias$", "_b");
  }
}
