package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.lowering.BlockNetwork;
import io.edgewise.search.lowering.BlockNetwork.Block;
import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.space.StagedNetwork.BlockKind;
import io.edgewise.search.space.StagedNetwork.Nonlinearity;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;

/** A block network as a graph of layers. */
final class ProxyNetwork {
  private ProxyNetwork() {}

  /** The graph's configuration; {@code seed} is that of the initial weights. */
  static ComputationGraphConfiguration configure(
      BlockNetwork network, Layers layers, IUpdater updater, long seed) {
    NetworkGraph graph = layers.graph(network.inputChannels(), updater, seed);
    BlockNetwork.Convolution stem = network.stem();
    graph.convolution(
        "stem", stem.kernel(), stem.stride(), stem.channels(), activation(stem.activation()));
    for (int i = 0; i < network.blocks().size(); i++) {
      block(graph, "block" + (i + 1), network.blocks().get(i));
    }
    graph.convolution("head", 1, 1, network.headChannels(), activation(network.headActivation()));
    return graph.classifier(network.classes());
  }

  private static void block(NetworkGraph graph, String name, Block block) {
    String input = graph.last();
    if (block.kind() == BlockKind.MBCONV) {
      mbconv(graph, name, block);
    } else {
      fused(graph, name, block);
    }
    if (block.hasResidual()) {
      graph.residual(name + "-add", input);
    }
  }

  private static void mbconv(NetworkGraph graph, String name, Block block) {
    Activation activation = activation(block.activation());
    if (block.expandedChannels() != block.inputChannels()) {
      graph.convolution(name + "-expand", 1, 1, block.expandedChannels(), activation);
    }
    graph.depthwise(name + "-depthwise", block.kernel(), block.stride(), activation);
    if (block.squeezedChannels() > 0) {
      graph.squeezeExcite(name + "-se", block.squeezedChannels(), activation);
    }
    graph.convolution(name + "-project", 1, 1, block.outputChannels(), Activation.NONE);
  }

  private static void fused(NetworkGraph graph, String name, Block block) {
    Activation activation = activation(block.activation());
    if (block.expandedChannels() == block.inputChannels()) {
      graph.convolution(
          name + "-conv", block.kernel(), block.stride(), block.outputChannels(), activation);
      return;
    }
    graph.convolution(name + "-conv", block.kernel(), 1, block.expandedChannels(), activation);
    graph.convolution(
        name + "-project", 1, block.stride(), block.outputChannels(), Activation.NONE);
  }

  private static Activation activation(Nonlinearity nonlinearity) {
    return switch (nonlinearity) {
      case RELU -> Activation.RELU;
      case RELU6 -> Activation.RELU6;
      case SWISH -> Activation.SWISH;
    };
  }
}
