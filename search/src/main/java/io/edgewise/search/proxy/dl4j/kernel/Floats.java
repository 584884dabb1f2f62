package io.edgewise.search.proxy.dl4j.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A window on the off-heap memory of a contiguous array: bulk copies between it and {@code float[]}
 * tiles, and its address for BLAS. Not safe for use by several threads at once.
 */
public final class Floats {
  private final FloatBuffer buffer;
  private final FloatPointer pointer;

  /** Keeps the memory alive: ND4J frees it when the array is collected. */
  private final INDArray owner;

  /** The window starts here in the owner. */
  private final int start;

  private Floats(FloatPointer pointer, INDArray owner, int start) {
    this.buffer = pointer.asBuffer();
    this.pointer = pointer;
    this.owner = owner;
    this.start = start;
  }

  /**
   * A window on all elements of {@code array}, in C order.
   *
   * @throws IllegalArgumentException if the array is not FLOAT or its elements are not contiguous
   *     in C order
   */
  public static Floats of(INDArray array) {
    if (array.dataType() != DataType.FLOAT || !contiguous(array)) {
      throw new IllegalArgumentException(
          "needs a FLOAT array, contiguous in C order; got "
              + array.dataType()
              + " "
              + array.shapeInfoToString());
    }
    FloatPointer first =
        new FloatPointer(array.data().pointer()).position(0).getPointer(array.offset());
    return new Floats(first.limit(array.length()), array, 0);
  }

  /**
   * Returns whether the array's elements lie side by side in C order, and ND4J says so: a single
   * row lies so in either order, and one that is said to be in Fortran's may be copied by what
   * reshapes it.
   */
  public static boolean contiguous(INDArray array) {
    if (array.ordering() != 'c') {
      return false;
    }
    long expected = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      if (array.size(d) != 1 && array.stride(d) != expected) {
        return false;
      }
      expected *= array.size(d);
    }
    return true;
  }

  /** Number of elements. */
  public int length() {
    return buffer.capacity();
  }

  /** Copies {@code n} elements from index {@code from} into {@code target[offset..]}. */
  public void get(int from, float[] target, int offset, int n) {
    buffer.get(from, target, offset, n);
  }

  /** Copies {@code n} elements of {@code source[offset..]} to index {@code to}. */
  public void put(int to, float[] source, int offset, int n) {
    buffer.put(to, source, offset, n);
  }

  /**
   * A window on {@code n} of these elements, from index {@code from}: of an array that is no view
   * itself, whose parts ND4J can take for empty.
   */
  Floats part(int from, int n) {
    return new Floats(pointer.position(0).getPointer(from).limit(n), owner, start + from);
  }

  /** The same memory as a matrix in C order. */
  INDArray matrix(long rows, long columns) {
    INDArray window =
        length() == owner.length()
            ? owner
            : owner
                // As an array: reshape('c', n) is that of 99 rows and n columns.
                .reshape('c', new long[] {owner.length()})
                .get(NDArrayIndex.interval(start, start + length()));
    return window.reshape('c', rows, columns);
  }

  /**
   * The transpose of this {@code [rows, columns]} matrix, in the thread's scratch memory: for
   * matrices that fit a first-level cache.
   */
  Floats transposed(int rows, int columns) {
    Scratch scratch = Scratch.ofThread();
    int n = rows * columns;
    float[] straight = scratch.heap(Scratch.TRANSPOSED, 2 * n);
    get(0, straight, 0, n);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        straight[n + column * rows + row] = straight[row * columns + column];
      }
    }
    Floats transposed = scratch.offHeap(1, n);
    transposed.put(0, straight, n, n);
    return transposed;
  }

  /** The address of element {@code index}, valid until the next call. */
  FloatPointer at(long index) {
    return pointer.position(index);
  }
}
