package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a deployed network in floats: where the ranges of its activations come from. */
public final class FloatEvaluation implements FloatInference {

  private final FloatNetwork network;
  private final Map<Integer, FloatConvolution> convolutions = new HashMap<>();

  public FloatEvaluation(FloatNetwork network) {
    this.network = network;
    for (Node node : network.graph().nodes()) {
      if (DeployableLayers.hasFilter(node.layer())) {
        convolutions.put(node.index(), new FloatConvolution(node, network.filter(node)));
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the image has another size than the network's input
   */
  @Override
  public List<float[]> run(float[] image) {
    if (image.length != network.graph().input().elements()) {
      throw new IllegalArgumentException(
          "an image of " + image.length + " values: allowed is " + network.graph().input());
    }
    List<float[]> values = new ArrayList<>();
    values.add(image);
    for (Node node : network.graph().nodes().subList(1, network.graph().nodes().size())) {
      values.add(evaluate(node, node.inputs().stream().map(values::get).toList()));
    }
    return values;
  }

  @Override
  public void close() {
    // It holds nothing but memory.
  }

  private float[] evaluate(Node node, List<float[]> inputs) {
    FloatConvolution convolution = convolutions.get(node.index());
    if (convolution != null) {
      return convolution.apply(inputs.get(0));
    }
    Layer layer = node.layer();
    if (layer instanceof Layer.Slice) {
      SplitPart part = SplitPart.of(network.graph(), node);
      return FloatMoves.part(node, part.number(), inputs.get(0));
    }
    return layer instanceof Layer.Elementwise
            || layer instanceof Layer.Activate
            || layer instanceof Layer.Softmax
        ? FloatArithmetic.apply(node, inputs)
        : FloatMoves.apply(node, inputs);
  }
}
