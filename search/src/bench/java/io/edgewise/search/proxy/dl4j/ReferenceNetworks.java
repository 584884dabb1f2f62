package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The networks that speed is measured on, for 32x32x3 images and 10 classes; the same as those of
 * pytorch/networks.py. Every block expands by 4.
 */
final class ReferenceNetworks {
  private final FastGraph graph;
  private int blocks;

  private ReferenceNetworks(IUpdater updater, long seed) {
    graph = new FastGraph(3, updater, seed);
    graph.convolution("stem", 3, 1, 16, Activation.SWISH);
  }

  /**
   * @param name {@code fused}: two fused blocks, then inverted residuals with 3x3 and 5x5 kernels;
   *     {@code excited}: inverted residuals with 5x5 kernels and squeeze-excite
   */
  static ComputationGraph create(String name, IUpdater updater, long seed) {
    ReferenceNetworks networks = new ReferenceNetworks(updater, seed);
    ComputationGraphConfiguration configuration =
        switch (name) {
          case "fused" ->
              networks
                  .fused(16, 1)
                  .fused(24, 2)
                  .inverted(24, 3, 1, false)
                  .inverted(40, 5, 2, false)
                  .inverted(40, 3, 1, false)
                  .inverted(64, 3, 1, false)
                  .graph
                  .classifier(10);
          case "excited" ->
              networks
                  .inverted(16, 5, 1, true)
                  .inverted(24, 5, 2, true)
                  .inverted(24, 5, 1, true)
                  .inverted(40, 5, 2, true)
                  .inverted(40, 5, 1, true)
                  .inverted(64, 5, 1, true)
                  .graph
                  .classifier(10);
          default -> throw new IllegalArgumentException("network " + name + ": fused or excited");
        };
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  private ReferenceNetworks fused(int outputs, int stride) {
    String name = "block" + ++blocks;
    String input = graph.last();
    int inputs = graph.channels();
    graph.convolution(name + "-conv", 3, stride, 4 * inputs, Activation.SWISH);
    return project(name, input, inputs, outputs, stride);
  }

  private ReferenceNetworks inverted(int outputs, int kernel, int stride, boolean excite) {
    String name = "block" + ++blocks;
    String input = graph.last();
    int inputs = graph.channels();
    graph.convolution(name + "-expand", 1, 1, 4 * inputs, Activation.SWISH);
    graph.depthwise(name + "-depthwise", kernel, stride, Activation.SWISH);
    if (excite) {
      graph.squeezeExcite(name + "-se", inputs / 4, Activation.SWISH);
    }
    return project(name, input, inputs, outputs, stride);
  }

  private ReferenceNetworks project(
      String name, String input, int inputs, int outputs, int stride) {
    graph.convolution(name + "-project", 1, 1, outputs, Activation.NONE);
    if (stride == 1 && inputs == outputs) {
      graph.residual(name + "-add", input);
    }
    return this;
  }
}
