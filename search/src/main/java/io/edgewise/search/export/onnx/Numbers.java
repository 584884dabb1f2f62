package io.edgewise.search.export.onnx;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Window;
import java.util.List;

/** A network's numbers are floats or int8 in a file; the operators are the same for both. */
interface Numbers {

  LayerGraph graph();

  /** Adds weights and biases of a convolution; the two tensors, weights first. */
  List<String> filter(OnnxModel model, Node node, Window window);

  /** The name of the tensor that a node's operator gives, before it is rounded. */
  String computed(Node node);

  /**
   * Adds what rounds a tensor as a node's output is rounded.
   *
   * @return the name of what readers read; the tensor itself where nothing is rounded
   */
  String rounded(OnnxModel model, Node node, String tensor, String output);

  /**
   * Tells whether an activation has to be applied to rounded numbers, because these do not clamp by
   * themselves where it does.
   */
  boolean clampsAfterRounding(Node node, Activation activation);
}
