package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.LayerGraph;
import java.util.List;

/**
 * A TensorFlow Lite network is what a {@code .tflite} file holds.
 *
 * @param graph the network, under the file's name
 * @param precision precision of the activations
 * @param constantBytes bytes of weights, biases and other constants as they lie in the file: an
 *     8-bit network has one a weight and four a bias
 * @param operators for each node of the graph the number of the operator in the file that it came
 *     from, {@link #NO_OPERATOR} for inputs
 */
public record TfliteNetwork(
    LayerGraph graph, Precision precision, long constantBytes, List<Integer> operators) {

  /** The operator of what no operator makes. */
  public static final int NO_OPERATOR = -1;

  public TfliteNetwork {
    operators = List.copyOf(operators);
  }

  /** A precision says what activations are made of. */
  public enum Precision {
    /** All are of 8-bit integers, as an accelerator for them needs. */
    EIGHT_BIT,
    /**
     * Floats or 16-bit integers, nowhere 8 bits: the file has to be quantised before it is
     * compiled.
     */
    FLOAT,
    /** Some are one, some the other. */
    MIXED
  }
}
