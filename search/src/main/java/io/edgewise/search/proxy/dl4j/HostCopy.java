package io.edgewise.search.proxy.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between {@code float[]} and arrays by ND4J's own means: right wherever the arrays are, and
 * not for what a step does often.
 */
final class HostCopy {
  private HostCopy() {}

  /** All elements in C order. */
  static float[] read(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }

  /** Sets all elements, given in C order; {@code values} has as many. */
  static void write(float[] values, INDArray target) {
    try (INDArray source = Nd4j.create(values, target.shape(), 'c')) {
      target.assign(source);
    }
  }
}
