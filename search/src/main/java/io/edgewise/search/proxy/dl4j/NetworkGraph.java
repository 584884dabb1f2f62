package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.NetworkBuilder;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.training.MovingDecay;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Puts a graph together, each layer added where it is told. Input {@code [N, H, W, C]}, output the
 * softmax over the classes {@code [N, classes]}. A tensor is the name of the layer that computes
 * it.
 */
abstract sealed class NetworkGraph implements NetworkBuilder<String> permits FastGraph, StockGraph {
  // EfficientNet's statistics keep 99 % (tensorflow/tpu efficientnet_builder.py). A proxy takes a
  // few hundred steps, in which these would still hold their start: they keep 90 % instead.
  static final MovingDecay DECAY = MovingDecay.constant(0.9);

  /** Name of the graph's input. */
  static final String IMAGE = "image";

  private final ComputationGraphConfiguration.GraphBuilder graph;
  private final ILossFunction loss;

  /**
   * @param settings what all layers share; those that no kind of layers has a say in are set here
   * @param seed of the initial weights
   * @param loss of the logits, whose activation is the softmax
   */
  NetworkGraph(
      NeuralNetConfiguration.Builder settings, IUpdater updater, long seed, ILossFunction loss) {
    this.loss = loss;
    this.graph =
        settings
            .seed(seed)
            .dataType(DataType.FLOAT)
            .updater(updater)
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs(IMAGE);
  }

  /** The configuration of a network's graph; {@code seed} is that of the initial weights. */
  static ComputationGraphConfiguration of(
      BlockNetwork network, Layers layers, IUpdater updater, long seed) {
    return of(network, layers.graph(updater, seed));
  }

  /**
   * The configuration of a network's graph.
   *
   * @param graph without a layer yet
   */
  static ComputationGraphConfiguration of(BlockNetwork network, NetworkGraph graph) {
    return graph.endingIn(network.describe(graph, IMAGE));
  }

  /** Ends the graph. */
  final ComputationGraphConfiguration endingIn(String output) {
    return graph.setOutputs(output).build();
  }

  @Override
  public final String classifier(String name, String input, Classifier classifier) {
    return add(
        name,
        new OutputLayer.Builder(loss)
            .nIn(classifier.inputs())
            .nOut(classifier.classes())
            .weightInit(WeightInit.XAVIER)
            .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
            .build(),
        input);
  }

  /** Adds a layer after the one called {@code input}; returns its name. */
  final String add(String name, Layer layer, String input) {
    graph.addLayer(name, layer, input);
    return name;
  }

  /** Adds what joins two layers, in this order; returns its name. */
  final String join(String name, GraphVertex vertex, String one, String other) {
    graph.addVertex(name, vertex, one, other);
    return name;
  }

  /** The activation of a kernel. */
  static Activation of(Optional<Nonlinearity> nonlinearity) {
    return nonlinearity.map(NetworkGraph::of).orElse(Activation.NONE);
  }

  /** The activation of a kernel. */
  static Activation of(Nonlinearity nonlinearity) {
    return switch (nonlinearity) {
      case RELU -> Activation.RELU;
      case RELU6 -> Activation.RELU6;
      case SWISH -> Activation.SWISH;
    };
  }
}
