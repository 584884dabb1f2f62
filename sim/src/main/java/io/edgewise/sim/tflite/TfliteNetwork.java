package io.edgewise.sim.tflite;

import io.edgewise.sim.workload.LayerGraph;

/**
 * A TensorFlow Lite network is what a {@code .tflite} file holds.
 *
 * @param graph the network, under the file's name
 * @param precision precision of the activations
 * @param constantBytes bytes of weights, biases and other constants as they lie in the file: an
 *     8-bit network has one a weight and four a bias
 */
public record TfliteNetwork(LayerGraph graph, Precision precision, long constantBytes) {

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
