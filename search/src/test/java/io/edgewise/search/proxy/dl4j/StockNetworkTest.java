package io.edgewise.search.proxy.dl4j;

import static io.edgewise.search.network.Nonlinearity.RELU;
import static io.edgewise.search.network.Nonlinearity.RELU6;
import static io.edgewise.search.network.Nonlinearity.SWISH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.FusedStrided;
import io.edgewise.search.network.Grouped;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.NetworkBuilder.Classifier;
import io.edgewise.search.network.NetworkBuilder.Convolution;
import io.edgewise.search.network.NetworkBuilder.DepthwiseConvolution;
import io.edgewise.search.network.NetworkBuilder.GroupedConvolution;
import io.edgewise.search.network.NetworkBuilder.SqueezeExcite;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Tucker;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A network of fast layers ({@link FastGraph}) and the same of DL4J's own ({@link StockGraph}). */
class StockNetworkTest {
  private static final int SIDE = 8;
  private static final int CLASSES = 3;
  private static final int BATCH = 12;

  private INDArray images;
  private INDArray labels;

  @BeforeEach
  void makeData() {
    Nd4j.getRandom().setSeed(11);
    labels = Nd4j.zeros(DataType.FLOAT, BATCH, CLASSES);
    images = Nd4j.randn(DataType.FLOAT, BATCH, SIDE, SIDE, 3);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
  }

  /**
   * A stem, an inverted residual with squeeze-excite and its skip, a fused block with its skip, a
   * grouped convolution, a strided depthwise one, and a classifier; every activation.
   */
  private static ComputationGraph network(Layers layers) {
    NetworkGraph graph = layers.graph(new Adam(3e-3), 4);
    String stem = convolution(graph, "stem", NetworkGraph.IMAGE, 3, 1, 3, 6, SWISH);
    String a = convolution(graph, "a", stem, 1, 1, 6, 12, RELU6);
    String b = graph.depthwise("b", a, new DepthwiseConvolution(3, 1, 12, SWISH));
    String se = graph.squeezeExcite("se", b, new SqueezeExcite(12, 3, SWISH));
    String c = graph.convolution("c", se, new Convolution(1, 1, 12, 6, Optional.empty()));
    String sum = graph.residual("sum", c, stem);
    String d = convolution(graph, "d", sum, 3, 2, 6, 12, RELU);
    String e = convolution(graph, "e", d, 3, 1, 12, 24, SWISH);
    String f = graph.convolution("f", e, new Convolution(1, 1, 24, 12, Optional.empty()));
    String sum2 = graph.residual("sum2", f, d);
    String h = graph.grouped("h", sum2, new GroupedConvolution(3, 1, 12, 12, 3, RELU));
    String g = graph.depthwise("g", h, new DepthwiseConvolution(5, 2, 12, SWISH));
    String classes =
        graph.classifier("classes", graph.pool("pool", g, 12), new Classifier(12, CLASSES));
    ComputationGraph network = new ComputationGraph(graph.endingIn(classes));
    network.init();
    return network;
  }

  private static String convolution(
      NetworkGraph graph,
      String name,
      String input,
      int kernel,
      int stride,
      int inputs,
      int outputs,
      Nonlinearity activation) {
    return graph.convolution(
        name, input, new Convolution(kernel, stride, inputs, outputs, Optional.of(activation)));
  }

  /** Two blocks of a kind, one with its skip and one with a stride, between stem and head. */
  private static ComputationGraph network(Layers layers, BlockKind kind) {
    int wide = 32;
    BlockNetwork blocks =
        new BlockNetwork(
            SIDE,
            3,
            CLASSES,
            new BlockNetwork.Stem(3, 1, wide, RELU),
            List.of(
                new Block(kind.at(1, wide, wide), 1, wide, wide, RELU6),
                new Block(kind.at(2, wide, 24), 2, wide, 24, SWISH)),
            16,
            SWISH);
    ComputationGraph network =
        new ComputationGraph(NetworkGraph.of(blocks, layers, new Adam(3e-3), 4));
    network.init();
    return network;
  }

  static Stream<BlockKind> kinds() {
    return Stream.of(
        new MBConv(3, 2, 0.25),
        new Fused(3, 2),
        new FusedStrided(3, 2),
        new FusedGrouped(3, 2, 16),
        new Tucker(3, 0.25, 0.75),
        new Grouped(3, 2, 16));
  }

  /**
   * The fast network calls the parameters of normalisation and of squeeze-excite by these names.
   */
  private static final Map<String, String> FAST_NAMES =
      Map.of(
          ".bn_", "_",
          ".reduce_W", "_W1",
          ".reduce_b", "_b1",
          ".expand_W", "_W2",
          ".expand_b", "_b2");

  /**
   * Returns what the fast network has for a parameter of the stock one: normalisation and
   * squeeze-excite are a layer each, and dense kernels lie transposed.
   */
  private static INDArray alike(Map<String, INDArray> fast, Map.Entry<String, INDArray> stock) {
    String key = stock.getKey();
    for (Map.Entry<String, String> name : FAST_NAMES.entrySet()) {
      key = fast.containsKey(key) ? key : key.replace(name.getKey(), name.getValue());
    }
    INDArray source = fast.get(key);
    boolean dense = source.rank() == 4 && source.size(3) != 1;
    return dense ? source.permute(3, 2, 0, 1) : source.reshape('c', stock.getValue().shape());
  }

  /** Gives the stock network the fast one's parameters. */
  private static void copy(ComputationGraph fast, ComputationGraph stock) {
    for (Map.Entry<String, INDArray> parameter : stock.paramTable().entrySet()) {
      parameter.getValue().assign(alike(fast.paramTable(), parameter));
    }
  }

  @Test
  void gradientsAreTheSame() {
    ComputationGraph fast = network(Layers.FAST);
    ComputationGraph stock = network(Layers.STOCK);
    copy(fast, stock);
    assertSameGradients(fast, stock);
  }

  private void assertSameGradients(ComputationGraph fast, ComputationGraph stock) {
    Map<String, INDArray> expectations = gradients(fast);
    for (Map.Entry<String, INDArray> gradient : gradients(stock).entrySet()) {
      INDArray expected = alike(expectations, gradient);
      assertThat(expected.sub(gradient.getValue()).norm2Number().doubleValue())
          .as(gradient.getKey())
          .isLessThan(1e-5 + 1e-4 * expected.norm2Number().doubleValue());
    }
  }

  private Map<String, INDArray> gradients(ComputationGraph network) {
    network.setInputs(images);
    network.setLabels(labels);
    network.computeGradientAndScore();
    return network.gradient().gradientForVariable();
  }

  @Test
  void lossCurvesAreTheSame() {
    ComputationGraph fast = network(Layers.FAST);
    ComputationGraph stock = network(Layers.STOCK);
    assertThat(stock.numParams()).isEqualTo(fast.numParams());
    copy(fast, stock);
    for (int step = 0; step < 8; step++) {
      fit(fast);
      fit(stock);
      assertThat(fast.score()).as("loss of step %d", step).isCloseTo(stock.score(), offset(2e-4));
    }
    INDArray difference = fast.output(false, images)[0].sub(stock.output(false, images)[0]);
    assertThat(difference.amaxNumber().doubleValue())
        .as("classes by running statistics after 8 steps")
        .isLessThan(2e-3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void blocksOfAKindTrainAlike(BlockKind kind) {
    ComputationGraph fast = network(Layers.FAST, kind);
    ComputationGraph stock = network(Layers.STOCK, kind);
    assertThat(stock.numParams()).isEqualTo(fast.numParams());
    copy(fast, stock);
    assertSameGradients(fast, stock);
    for (int step = 0; step < 4; step++) {
      fit(fast);
      fit(stock);
      assertThat(fast.score()).as("loss of step %d", step).isCloseTo(stock.score(), offset(2e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(Layers.class)
  void aSavedNetworkIsTheSameNetwork(Layers layers, @TempDir Path folder) throws Exception {
    ComputationGraph network = network(layers);
    for (int step = 0; step < 3; step++) {
      fit(network);
    }
    File file = folder.resolve("network.zip").toFile();
    ModelSerializer.writeModel(network, file, true);

    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file, true);

    assertThat(restored.getConfiguration()).isEqualTo(network.getConfiguration());
    assertThat(restored.output(false, images)[0]).isEqualTo(network.output(false, images)[0]);
    fit(network);
    fit(restored);
    assertThat(restored.score()).isEqualTo(network.score());
    assertThat(restored.params()).isEqualTo(network.params());
  }

  /**
   * A running mean, worked by hand, starts at 0 and keeps 90 %, so after one step it is a tenth of
   * the batch's mean; a running variance starts at 1, so it is 0.9 + a tenth of the batch's
   * variance. They are parameters, so averaging two networks' parameters averages them too.
   */
  @Test
  void runningStatisticsAreParameters() {
    ComputationGraph network = network(Layers.FAST);
    ComputationGraph stock = network(Layers.STOCK);
    copy(network, stock);
    INDArray convolved = stock.getLayer("stem").activate(images, true, noWorkspaces());
    fit(network);

    assertThat(network.getParam("stem_mean").getDouble(0))
        .isCloseTo(0.1 * convolved.mean(0, 1, 2).getDouble(0), offset(1e-6));
    assertThat(network.getParam("stem_var").getDouble(0))
        .isCloseTo(0.9 + 0.1 * convolved.var(false, 0, 1, 2).getDouble(0), offset(1e-6));

    ComputationGraph average = network.clone();
    average.setParams(network.params().add(network(Layers.FAST).params()).div(2));
    assertThat(average.getParam("stem_mean").getDouble(0))
        .isCloseTo(network.getParam("stem_mean").getDouble(0) / 2, offset(1e-6));
  }

  private static org.deeplearning4j.nn.workspace.LayerWorkspaceMgr noWorkspaces() {
    return org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces();
  }

  private void fit(ComputationGraph network) {
    network.fit(new INDArray[] {images}, new INDArray[] {labels});
  }
}
