package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of fast layers and the same network of DL4J's own. */
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

  /** A stem, an inverted residual with its skip, a strided one, and a classifier. */
  private static ComputationGraph fast() {
    FastGraph graph = new FastGraph(3, new Adam(3e-3), 4);
    graph.convolution("stem", 3, 1, 6, Activation.SWISH);
    graph.convolution("a", 1, 1, 12, Activation.RELU6);
    graph.depthwise("b", 3, 1, Activation.SWISH);
    graph.convolution("c", 1, 1, 6, Activation.NONE);
    graph.residual("sum", "stem-bn");
    graph.convolution("d", 3, 2, 12, Activation.RELU);
    graph.depthwise("e", 5, 2, Activation.SWISH);
    ComputationGraph network = new ComputationGraph(graph.classifier(CLASSES));
    network.init();
    return network;
  }

  private static ComputationGraph stock() {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(new Adam(3e-3))
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(SIDE, SIDE, 3, CNN2DFormat.NHWC));
    convolution(graph, "stem", "image", 3, 1, 6, "SWISH");
    convolution(graph, "a", "stem-act", 1, 1, 12, "RELU6");
    depthwise(graph, "b", "a-act", 3, 1);
    convolution(graph, "c", "b-act", 1, 1, 6, "IDENTITY");
    graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "c-act", "stem-act");
    convolution(graph, "d", "sum", 3, 2, 12, "RELU");
    depthwise(graph, "e", "d-act", 5, 2);
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "e-act");
    graph.addLayer(
        "classes",
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
            .build(),
        "pool");
    ComputationGraph network = new ComputationGraph(graph.setOutputs("classes").build());
    network.init();
    return network;
  }

  private static void convolution(
      ComputationGraphConfiguration.GraphBuilder graph,
      String name,
      String input,
      int kernel,
      int stride,
      int filters,
      String activation) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .nOut(filters)
            .hasBias(false)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build(),
        input);
    normalise(graph, name, activation);
  }

  private static void depthwise(
      ComputationGraphConfiguration.GraphBuilder graph,
      String name,
      String input,
      int kernel,
      int stride) {
    graph.addLayer(
        name,
        new DepthwiseConvolution2D.Builder(kernel, kernel)
            .stride(stride, stride)
            .depthMultiplier(1)
            .hasBias(false)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build(),
        input);
    normalise(graph, name, "SWISH");
  }

  private static void normalise(
      ComputationGraphConfiguration.GraphBuilder graph, String name, String activation) {
    graph.addLayer(
        name + "-bn",
        new BatchNormalization.Builder().decay(0.9).eps(1e-3).useLogStd(false).build(),
        name);
    graph.addLayer(
        name + "-act",
        new ActivationLayer(org.nd4j.linalg.activations.Activation.valueOf(activation)),
        name + "-bn");
  }

  /** Gives the stock network the fast one's parameters; dense kernels are stored transposed. */
  private static void copy(ComputationGraph fast, ComputationGraph stock) {
    for (Map.Entry<String, INDArray> parameter : stock.paramTable().entrySet()) {
      INDArray source = fast.getParam(parameter.getKey());
      INDArray target = parameter.getValue();
      boolean dense = source.rank() == 4 && source.size(3) != 1;
      target.assign(dense ? source.permute(3, 2, 0, 1) : source.reshape('c', target.shape()));
    }
  }

  @Test
  void lossCurvesAreTheSame() {
    ComputationGraph fast = fast();
    ComputationGraph stock = stock();
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

  @Test
  void aSavedNetworkIsTheSameNetwork(@TempDir Path folder) throws Exception {
    ComputationGraph network = fast();
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
   * By hand: a running mean starts at 0 and keeps 90 %, so after one step it is a tenth of the
   * batch's mean; a running variance starts at 1, so it is 0.9 + a tenth of the batch's variance.
   * They are parameters, so averaging two networks' parameters averages them too.
   */
  @Test
  void runningStatisticsAreParameters() {
    ComputationGraph network = fast();
    fit(network);
    INDArray convolved = network.getLayer("stem").activate(images, true, noWorkspaces());

    // The weights have moved by one Adam step since, hence the tolerance.
    assertThat(network.getParam("stem-bn_mean").getDouble(0))
        .isCloseTo(0.1 * convolved.mean(0, 1, 2).getDouble(0), offset(2e-3));
    assertThat(network.getParam("stem-bn_var").getDouble(0))
        .isCloseTo(0.9 + 0.1 * convolved.var(false, 0, 1, 2).getDouble(0), offset(2e-2));

    ComputationGraph average = network.clone();
    average.setParams(network.params().add(fast().params()).div(2));
    assertThat(average.getParam("stem-bn_mean").getDouble(0))
        .isCloseTo(network.getParam("stem-bn_mean").getDouble(0) / 2, offset(1e-6));
  }

  private static org.deeplearning4j.nn.workspace.LayerWorkspaceMgr noWorkspaces() {
    return org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces();
  }

  private void fit(ComputationGraph network) {
    network.fit(new INDArray[] {images}, new INDArray[] {labels});
  }
}
