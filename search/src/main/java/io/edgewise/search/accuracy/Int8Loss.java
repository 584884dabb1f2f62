package io.edgewise.search.accuracy;

import java.io.Serializable;

/**
 * An int8 loss holds what one trained network is worth in floats and in int8, by one metric on the
 * same images.
 *
 * @param floats its accuracy in floats, in [0, 1]
 * @param integers its accuracy in int8, in [0, 1]
 */
public record Int8Loss(double floats, double integers) implements Serializable {

  /** The accuracy that int8 costs; negative where it gains some. */
  public double value() {
    return floats - integers;
  }
}
