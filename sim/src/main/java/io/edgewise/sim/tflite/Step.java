package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import java.util.ArrayList;
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

  /** One layer on the first input. */
  static List<Step> simple(OperatorCall call, Layer layer) {
    return List.of(new Step(List.of(layer), List.of(call.input(0)), call.output()));
  }

  /** One layer on all inputs that the network computes. */
  static List<Step> all(OperatorCall call, Layer layer) {
    return List.of(new Step(List.of(layer), call.activations(), call.output()));
  }

  /** A layer, then the fused activation as another. */
  static List<Step> withSeparateActivation(
      OperatorCall call, byte fused, Layer layer, List<Integer> inputs) {
    Activation activation = call.activation(fused);
    List<Layer> layers =
        activation == Activation.NONE
            ? List.of(layer)
            : List.of(layer, new Layer.Activate(activation));
    return List.of(new Step(layers, inputs, call.output()));
  }

  static List<Step> unsupported(OperatorCall call, String name) {
    List<Step> steps = new ArrayList<>();
    for (int output : call.outputs()) {
      Layer layer = new Layer.Unsupported(name, call.shape(output));
      steps.add(new Step(List.of(layer), call.activations(), output));
    }
    return steps;
  }
}
