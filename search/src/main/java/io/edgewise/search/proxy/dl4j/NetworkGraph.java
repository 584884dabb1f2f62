package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Puts a graph together, each layer added after the last. Input {@code [N, H, W, C]}, output the
 * softmax over the classes {@code [N, classes]}; the layer before the classifier is called {@code
 * pool} and gives {@code [N, C]}. Convolutions have SAME padding and no bias.
 */
abstract sealed class NetworkGraph permits FastGraph, StockGraph {
  // EfficientNet's own (tensorflow/tpu efficientnet_builder.py): momentum 0.99, epsilon 1e-3. A
  // proxy takes a few hundred steps, in which statistics that keep 99 % would still hold their
  // start: they keep 90 % instead.
  static final double DECAY = 0.9;
  static final double EPSILON = 1e-3;

  /** Name of the graph's input. */
  static final String IMAGE = "image";

  /** Name of the global average pool. */
  static final String POOL = "pool";

  private final ComputationGraphConfiguration.GraphBuilder graph;
  private String last = IMAGE;
  private int channels;

  /**
   * @param settings what all layers share; those that no kind of layers has a say in are set here
   * @param inputChannels channels of the images
   * @param seed of the initial weights
   */
  NetworkGraph(
      NeuralNetConfiguration.Builder settings, int inputChannels, IUpdater updater, long seed) {
    this.channels = inputChannels;
    this.graph =
        settings
            .seed(seed)
            .dataType(DataType.FLOAT)
            .updater(updater)
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs(IMAGE);
  }

  /** Convolution, batch normalisation, activation. */
  abstract void convolution(
      String name, int kernel, int stride, int filters, Activation activation);

  /** Depthwise convolution, batch normalisation, activation. */
  abstract void depthwise(String name, int kernel, int stride, Activation activation);

  /** Squeeze-and-excitation with {@code squeezed} channels inside. */
  abstract void squeezeExcite(String name, int squeezed, Activation activation);

  /** Adds the output of the layer called {@code skipped}. */
  abstract void residual(String name, String skipped);

  /** Global average pool, called {@link #POOL}. */
  abstract void pool();

  /** Global average pool and a softmax classifier: the end of the graph. */
  final ComputationGraphConfiguration classifier(int classes) {
    pool();
    add(
        "classes",
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(channels)
            .nOut(classes)
            .weightInit(WeightInit.XAVIER)
            .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
            .build());
    return graph.setOutputs(last).build();
  }

  /** Name of the layer that the next one is added after. */
  final String last() {
    return last;
  }

  /** Channels of its output. */
  final int channels() {
    return channels;
  }

  /** Adds a layer after the last; its output has as many channels. */
  final void add(String name, Layer layer) {
    graph.addLayer(name, layer, last);
    last = name;
  }

  /** Adds a layer that changes the number of channels. */
  final void add(String name, Layer layer, int outputChannels) {
    add(name, layer);
    channels = outputChannels;
  }

  /** Adds what joins the last layer and the one called {@code other}, in this order. */
  final void join(String name, GraphVertex vertex, String other) {
    graph.addVertex(name, vertex, last, other);
    last = name;
  }
}
