package io.edgewise.search.weights;

import java.util.List;

/**
 * An array as a file stores it, and as it leaves.
 *
 * @param extents in C order, as stored
 * @param order which stored axis each axis is that leaves
 * @param shape with which it leaves, of as many numbers
 */
record Stored(String name, List<Integer> extents, List<Integer> order, List<Integer> shape) {

  Stored {
    extents = List.copyOf(extents);
    order = List.copyOf(order);
    shape = List.copyOf(shape);
  }

  /** An array of one axis. */
  static Stored row(String name, int length) {
    return new Stored(name, List.of(length), List.of(0), List.of(length));
  }

  /**
   * Returns how many numbers it has.
   *
   * @throws WeightsException if they are too many for a layer
   */
  long size() {
    return NamedArray.size(name, extents);
  }

  /** Puts numbers, as stored, in the order in which they leave. */
  NamedArray permuted(float[] stored) {
    int axes = extents.size();
    int[] steps = new int[axes];
    for (int i = 0; i < axes; i++) {
      steps[i] = step(order.get(i));
    }
    float[] values = new float[stored.length];
    int[] at = new int[axes];
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = stored[from];
      for (int axis = axes - 1; axis >= 0; axis--) {
        from += steps[axis];
        if (++at[axis] < extents.get(order.get(axis))) {
          break;
        }
        from -= steps[axis] * at[axis];
        at[axis] = 0;
      }
    }
    return new NamedArray(shape, values);
  }

  /** The numbers from one index of a stored axis to the next. */
  private int step(int axis) {
    return extents.subList(axis + 1, extents.size()).stream().reduce(1, Math::multiplyExact);
  }
}
