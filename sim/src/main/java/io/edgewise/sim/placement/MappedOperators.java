package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import org.jspecify.annotations.Nullable;

/**
 * The operators that Coral's compiler maps to the Edge TPU, with their limits (coral.ai,
 * "TensorFlow models on the Edge TPU", table of supported operations).
 */
final class MappedOperators {

  /** The table says 16,000; a compiled network holds one of 16,384. */
  private static final long MAX_SOFTMAX_ELEMENTS = 16_384;

  /**
   * The table says that a resize may not be mapped "to avoid loss in precision", not when.
   * DeepLab's 33-fold one stays on the host in its compiled twin, two-fold ones of detectors do
   * not; the limit between them is assumed.
   */
  private static final int MAX_RESIZE = 8;

  private MappedOperators() {}

  /** Why the compiler leaves an operator to the host; nothing if it takes it. */
  static @Nullable String refusal(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Unsupported u) {
      return u.name() + " is not among the operators that the Edge TPU runs";
    }
    if (activation(layer) == Activation.HARD_SWISH) {
      return "hard swish is not among the operators that the Edge TPU runs";
    }
    Window window =
        layer instanceof Layer.Convolution c
            ? c.window()
            : layer instanceof Layer.DepthwiseConvolution d ? d.window() : null;
    if (window != null
        && window.kernelHeight() > 1
        && window.kernelWidth() > 1
        && window.dilationHeight() != window.dilationWidth()) {
      return "its dilation differs along y and x";
    }
    if (layer instanceof Layer.Softmax && node.output().elements() > MAX_SOFTMAX_ELEMENTS) {
      return "a softmax has at most " + MAX_SOFTMAX_ELEMENTS + " elements";
    }
    return layer instanceof Layer.Resize && enlarges(node)
        ? "it enlarges more than " + MAX_RESIZE + " times"
        : null;
  }

  private static boolean enlarges(Node node) {
    TensorShape input = node.inputShapes().get(0);
    return node.output().height() > (long) MAX_RESIZE * input.height()
        || node.output().width() > (long) MAX_RESIZE * input.width();
  }

  private static Activation activation(Layer layer) {
    return layer instanceof Layer.Convolution c
        ? c.activation()
        : layer instanceof Layer.DepthwiseConvolution d
            ? d.activation()
            : layer instanceof Layer.FullyConnected f
                ? f.activation()
                : layer instanceof Layer.Elementwise e
                    ? e.activation()
                    : layer instanceof Layer.Activate a ? a.activation() : Activation.NONE;
  }
}
