package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * This class says which layers a quantised network consists of, and which of them have a filter.
 */
final class DeployableLayers {

  private DeployableLayers() {}

  static void requireDeployable(LayerGraph graph) {
    for (LayerGraph.Node node : graph.nodes()) {
      if (node.layer() instanceof Layer.Slice) {
        SplitPart.of(graph, node);
      } else if (!isDeployable(node.layer())) {
        throw new IllegalArgumentException(
            "layer "
                + node.name()
                + " ("
                + node.layer().operator()
                + "): a quantised network has convolutions, depthwise convolutions of one output"
                + " channel an input channel, additions, multiplications, pools, concatenations, splits,"
                + " padding, reshapes, sigmoid and softmax");
      }
    }
  }

  private static boolean isDeployable(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution.activation().isClamp();
    }
    if (layer instanceof Layer.DepthwiseConvolution depthwise) {
      return depthwise.activation().isClamp() && depthwise.multiplier() == 1;
    }
    if (layer instanceof Layer.Elementwise elementwise) {
      return elementwise.activation().isClamp() && hasScale(elementwise.kind());
    }
    if (layer instanceof Layer.Activate activate) {
      return activate.activation() == Activation.SIGMOID;
    }
    return layer instanceof Layer.Input || isProbability(layer) || sharesQuantization(layer);
  }

  private static boolean hasScale(ElementwiseKind kind) {
    return kind == ElementwiseKind.ADD || kind == ElementwiseKind.MULTIPLY;
  }

  /** Returns whether a layer's output is prescribed to be 1/256 and -128. */
  static boolean isProbability(Layer layer) {
    return layer instanceof Layer.Softmax || layer instanceof Layer.Activate;
  }

  /** Returns whether a layer's output has the scale and zero point of its input. */
  static boolean sharesQuantization(Layer layer) {
    return layer instanceof Layer.Pooling
        || layer instanceof Layer.GlobalPooling
        || layer instanceof Layer.Concatenation
        || layer instanceof Layer.Slice
        || layer instanceof Layer.Pad
        || layer instanceof Layer.Reshape;
  }

  static boolean hasFilter(Layer layer) {
    return layer instanceof Layer.Convolution || layer instanceof Layer.DepthwiseConvolution;
  }

  static FilterLayout layout(Layer layer) {
    return layer instanceof Layer.Convolution ? FilterLayout.OHWI : FilterLayout.HWC;
  }

  /** The window of a layer that has a filter. */
  static Window window(Layer layer) {
    return layer instanceof Layer.Convolution convolution
        ? convolution.window()
        : ((Layer.DepthwiseConvolution) layer).window();
  }

  /** The activation of a layer that has a filter. */
  static Activation activation(Layer layer) {
    return layer instanceof Layer.Convolution convolution
        ? convolution.activation()
        : ((Layer.DepthwiseConvolution) layer).activation();
  }

  static <F> void requireFilters(
      LayerGraph graph,
      Map<String, F> filters,
      Function<F, FilterLayout> layout,
      ToIntFunction<F> channels,
      ToIntFunction<F> weights) {
    TreeSet<String> surplus = new TreeSet<>(filters.keySet());
    for (LayerGraph.Node node : graph.nodes()) {
      if (hasFilter(node.layer())) {
        F filter = find(filters, node);
        surplus.remove(node.name());
        TensorShape output = node.output();
        long expected = node.parameters() - output.channels();
        if (layout.apply(filter) != layout(node.layer())
            || channels.applyAsInt(filter) != output.channels()
            || weights.applyAsInt(filter) != expected) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "layer %s takes %d weights for %d channels in %s, not %d for %d in %s",
                  node.name(),
                  expected,
                  output.channels(),
                  layout(node.layer()),
                  weights.applyAsInt(filter),
                  channels.applyAsInt(filter),
                  layout.apply(filter)));
        }
      }
    }
    if (!surplus.isEmpty()) {
      throw new IllegalArgumentException("no layer is named " + surplus.first());
    }
  }

  static <T> T find(Map<String, T> byName, LayerGraph.Node node) {
    T found = byName.get(node.name());
    if (found == null) {
      throw new IllegalArgumentException("layer " + node.name() + " has no weights or scale");
    }
    return found;
  }
}
