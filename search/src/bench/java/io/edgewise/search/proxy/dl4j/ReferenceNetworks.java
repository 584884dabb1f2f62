package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.network.NetworkBuilder.Classifier;
import io.edgewise.search.network.NetworkBuilder.Convolution;
import io.edgewise.search.network.NetworkBuilder.DepthwiseConvolution;
import io.edgewise.search.network.NetworkBuilder.SqueezeExcite;
import io.edgewise.search.network.Nonlinearity;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The networks that speed is measured on, for 32x32x3 images and 10 classes; the same as those of
 * pytorch/networks.py. Every block expands by 4.
 */
final class ReferenceNetworks {
  private final FastGraph graph;
  private String at;
  private int channels = 16;
  private int blocks;

  private ReferenceNetworks(IUpdater updater, long seed) {
    graph = new FastGraph(updater, seed);
    at = convolution("stem", FastGraph.IMAGE, 3, 1, 3, channels);
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
                  .classified();
          case "excited" ->
              networks
                  .inverted(16, 5, 1, true)
                  .inverted(24, 5, 2, true)
                  .inverted(24, 5, 1, true)
                  .inverted(40, 5, 2, true)
                  .inverted(40, 5, 1, true)
                  .inverted(64, 5, 1, true)
                  .classified();
          default -> throw new IllegalArgumentException("network " + name + ": fused or excited");
        };
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  private ReferenceNetworks fused(int outputs, int stride) {
    String name = "block" + ++blocks;
    String inside = convolution(name + ".expand", at, 3, stride, channels, 4 * channels);
    return project(name, inside, outputs, stride);
  }

  private ReferenceNetworks inverted(int outputs, int kernel, int stride, boolean excite) {
    String name = "block" + ++blocks;
    int expanded = 4 * channels;
    String inside = convolution(name + ".expand", at, 1, 1, channels, expanded);
    inside =
        graph.depthwise(
            name + ".depthwise",
            inside,
            new DepthwiseConvolution(kernel, stride, expanded, Nonlinearity.SWISH));
    if (excite) {
      inside =
          graph.squeezeExcite(
              name + ".se", inside, new SqueezeExcite(expanded, channels / 4, Nonlinearity.SWISH));
    }
    return project(name, inside, outputs, stride);
  }

  private String convolution(
      String name, String input, int kernel, int stride, int inputs, int outputs) {
    return graph.convolution(
        name,
        input,
        new Convolution(kernel, stride, inputs, outputs, Optional.of(Nonlinearity.SWISH)));
  }

  private ReferenceNetworks project(String name, String inside, int outputs, int stride) {
    String output =
        graph.convolution(
            name + ".project",
            inside,
            new Convolution(1, 1, 4 * channels, outputs, Optional.empty()));
    boolean residual = stride == 1 && channels == outputs;
    at = residual ? graph.residual(name + ".add", output, at) : output;
    channels = outputs;
    return this;
  }

  private ComputationGraphConfiguration classified() {
    String pooled = graph.pool("pool", at, channels);
    return graph.endingIn(graph.classifier("classes", pooled, new Classifier(channels, 10)));
  }
}
