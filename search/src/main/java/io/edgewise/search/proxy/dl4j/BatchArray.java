package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.dl4j.kernel.Floats;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An array that is allocated once and filled anew for every batch, example by example: FLOAT, in C
 * order, its first dimension that of the examples.
 */
abstract sealed class BatchArray implements AutoCloseable {
  private final INDArray array;

  private BatchArray(long... shape) {
    this.array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
  }

  /** Sets all numbers of example {@code index}. */
  abstract void put(int index, float[] example);

  /** The first {@code size} examples as they were put last; valid until the next is put. */
  INDArray first(int size) {
    return size == array.size(0) ? array : array.get(NDArrayIndex.interval(0, size));
  }

  @Override
  public void close() {
    array.close();
  }

  /** Written where it lies, off the heap: only for arrays in the memory of the CPU. */
  static final class InPlace extends BatchArray {
    private final Floats window;

    InPlace(long... shape) {
      super(shape);
      this.window = Floats.of(super.array);
    }

    @Override
    void put(int index, float[] example) {
      window.put(index * example.length, example, 0, example.length);
    }
  }

  /** Collected on the heap, then copied by ND4J to wherever the array is. */
  static final class Copied extends BatchArray {
    private final float[] collected;

    Copied(long... shape) {
      super(shape);
      this.collected = new float[Math.toIntExact(super.array.length())];
    }

    @Override
    void put(int index, float[] example) {
      System.arraycopy(example, 0, collected, index * example.length, example.length);
    }

    @Override
    INDArray first(int size) {
      INDArray target = super.first(size);
      HostCopy.write(Arrays.copyOf(collected, Math.toIntExact(target.length())), target);
      return target;
    }
  }
}
