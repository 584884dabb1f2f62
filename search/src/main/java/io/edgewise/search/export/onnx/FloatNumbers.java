package io.edgewise.search.export.onnx;

import io.edgewise.search.quantization.FloatFilter;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Window;
import java.util.List;

/** Floats throughout. */
record FloatNumbers(FloatNetwork network) implements Numbers {

  @Override
  public LayerGraph graph() {
    return network.graph();
  }

  @Override
  public List<String> filter(OnnxModel model, Node node, Window window) {
    FloatFilter filter = network.filter(node);
    KernelOrder order = KernelOrder.of(node, window);
    float[] weights = new float[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filter.weight(order.from(i));
    }
    return List.of(
        model.floats(node.name() + ".weights", weights, order.shape()),
        model.floats(node.name() + ".bias", filter.biases(), filter.outputChannels()));
  }

  @Override
  public String computed(Node node) {
    return node.name();
  }

  @Override
  public String rounded(OnnxModel model, Node node, String tensor, String output) {
    return tensor;
  }

  @Override
  public boolean clampsAfterRounding(Node node, Activation activation) {
    return false;
  }
}
