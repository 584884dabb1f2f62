package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.Layer;
import java.util.List;

/**
 * A step is what an operator becomes: layers one after the other.
 *
 * @param layers the first takes the inputs, each next one takes the result before it
 * @param inputs tensors that the first layer takes
 * @param output the tensor that the last layer makes
 */
record Step(List<Layer> layers, List<Integer> inputs, int output) {

  Step {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
  }
}
