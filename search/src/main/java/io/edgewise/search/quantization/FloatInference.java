package io.edgewise.search.quantization;

import java.util.List;

/**
 * Evaluates a deployed network in floats and tells every activation. {@link FloatEvaluation} does
 * it in plain Java; a runtime does it faster.
 */
public interface FloatInference extends AutoCloseable {

  /**
   * The activations of every node for one image. Several threads may call this at once.
   *
   * @param image HWC
   * @return by node index, the image first; HWC
   */
  List<float[]> run(float[] image);

  @Override
  void close();

  /** Makes an evaluation of a network ready. */
  @FunctionalInterface
  interface Factory {
    FloatInference of(FloatNetwork network);
  }
}
