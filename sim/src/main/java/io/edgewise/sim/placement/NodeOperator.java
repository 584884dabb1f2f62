package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a graph as the operator that it is, or will be once the network is a file.
 *
 * @param isEightBit whether its output and its inputs are of 8-bit integers
 */
record NodeOperator(Node node, boolean isEightBit) implements Operator {

  @Override
  public String kind() {
    Layer layer = node.layer();
    if (layer instanceof Layer.Convolution) {
      return "CONV_2D";
    }
    if (layer instanceof Layer.DepthwiseConvolution) {
      return "DEPTHWISE_CONV_2D";
    }
    if (layer instanceof Layer.Elementwise e) {
      return kind(e.kind());
    }
    if (layer instanceof Layer.Activate a) {
      return kind(a.activation());
    }
    return rare(layer);
  }

  private static String rare(Layer layer) {
    if (layer instanceof Layer.ElementwiseConstant e) {
      return kind(e.kind());
    }
    if (layer instanceof Layer.Pooling p) {
      return p.kind() == PoolingKind.AVERAGE ? "AVERAGE_POOL_2D" : "MAX_POOL_2D";
    }
    if (layer instanceof Layer.GlobalPooling g) {
      // As Edgewise writes it: a pool has no limit of positions. A file's MEAN is judged by the
      // file.
      return g.kind() == PoolingKind.AVERAGE ? "AVERAGE_POOL_2D" : "REDUCE_MAX";
    }
    if (layer instanceof Layer.Unsupported u) {
      return u.name();
    }
    if (layer instanceof Layer.Resize r) {
      return r.interpolation() == Layer.Resize.Interpolation.BILINEAR
          ? "RESIZE_BILINEAR"
          : "RESIZE_NEAREST_NEIGHBOR";
    }
    if (layer instanceof Layer.Rearrangement r) {
      return fileName(r.name());
    }
    if (layer instanceof Layer.Pointwise p) {
      return fileName(p.name());
    }
    return simple(layer);
  }

  private static String simple(Layer layer) {
    return layer instanceof Layer.FullyConnected
        ? "FULLY_CONNECTED"
        : layer instanceof Layer.Concatenation
            ? "CONCATENATION"
            : layer instanceof Layer.Recurrent
                ? "UNIDIRECTIONAL_SEQUENCE_LSTM"
                : layer instanceof Layer.TransposedConvolution
                    ? "TRANSPOSE_CONV"
                    // Reshape, Slice, Pad, Softmax, Quantize, Dequantize: as TensorFlow Lite.
                    : fileName(layer.getClass().getSimpleName());
  }

  private static String kind(ElementwiseKind kind) {
    return switch (kind) {
      case SUBTRACT -> "SUB";
      case MULTIPLY -> "MUL";
      case ADD, MAXIMUM, MINIMUM -> kind.name();
    };
  }

  private static String kind(Activation activation) {
    return activation == Activation.SIGMOID ? "LOGISTIC" : activation.name();
  }

  private static String fileName(String words) {
    return words.toUpperCase(Locale.ROOT).replace(' ', '_');
  }

  @Override
  public TensorShape input() {
    return node.inputShapes().get(0);
  }

  @Override
  public TensorShape output() {
    return node.output();
  }

  @Override
  public @Nullable Window window() {
    return node.layer() instanceof Layer.Convolution c
        ? c.window()
        : node.layer() instanceof Layer.DepthwiseConvolution d ? d.window() : null;
  }

  @Override
  public Activation fusedActivation() {
    Layer layer = node.layer();
    return layer instanceof Layer.Convolution c
        ? c.activation()
        : layer instanceof Layer.DepthwiseConvolution d
            ? d.activation()
            : layer instanceof Layer.FullyConnected f
                ? f.activation()
                : layer instanceof Layer.Elementwise e ? e.activation() : Activation.NONE;
  }
}
