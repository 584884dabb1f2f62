package io.edgewise.search.proxy.dl4j.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Working memory of one thread, grown to the largest layer it has met and then reused: kernels take
 * it in the order they need it and hold nothing in it between calls. A few megabytes a thread at
 * most.
 */
final class Scratch {
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /**
   * The slot of {@link Floats#transposed}, which takes slot 1 off the heap as well; the others
   * belong to whichever kernel runs.
   */
  static final int TRANSPOSED = 3;

  private static final int SLOTS = TRANSPOSED + 1;

  /**
   * This slot off the heap is what {@link GroupedConvolution} holds while dense ones take the slots
   * before.
   */
  static final int GROUPED_INPUT = 2;

  static final int GROUPED_OUTPUT = 3;
  static final int GROUPED_GRADIENT = 4;
  static final int GROUPED_WEIGHTS = 5;
  static final int GROUPED_WEIGHT_GRADIENT = 6;

  private final float[][] heap = new float[SLOTS][0];
  private final Floats[] offHeap = new Floats[GROUPED_WEIGHT_GRADIENT + 1];

  private Scratch() {}

  /** The calling thread's scratch memory. */
  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** Returns at least {@code n} floats with any content. Slots do not overlap. */
  float[] heap(int slot, int n) {
    if (heap[slot].length < n) {
      heap[slot] = new float[n];
    }
    return heap[slot];
  }

  /** Returns at least {@code n} floats off the heap with any content. Slots do not overlap. */
  Floats offHeap(int slot, int n) {
    if (offHeap[slot] == null || offHeap[slot].length() < n) {
      offHeap[slot] = Floats.of(Nd4j.createUninitialized(DataType.FLOAT, n));
    }
    return offHeap[slot];
  }
}
