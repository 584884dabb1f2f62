package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * A processor with vector units and caches, a CPU or a small GPU, as a roofline sees it: a layer
 * takes what its arithmetic takes or what its bytes take, whichever is longer (Williams et al.,
 * "Roofline", CACM 52(4), 2009), and its bytes come from the nearest level that holds them all
 * (Ilic et al., "Cache-aware Roofline model", IEEE CAL 13(1), 2014).
 *
 * @param cores that share the work of a layer
 * @param rates what one core does in one cycle
 * @param level1 the cache next to the cores, all cores together
 * @param level2 the cache behind it
 * @param memoryBytesPerCycle rate of what neither cache holds
 */
public record SimdProcessor(
    int cores, Rates rates, Cache level1, Cache level2, double memoryBytesPerCycle)
    implements ComputeArray {

  /**
   * Work of one cycle of a core.
   *
   * @param convolutionMacs multiply-accumulates of a convolution
   * @param depthwiseMacs multiply-accumulates of a depthwise convolution
   * @param denseMacs multiply-accumulates of a dense layer
   * @param elements elements that are read one by one: windows of a pool, operands of an addition
   */
  public record Rates(
      double convolutionMacs, double depthwiseMacs, double denseMacs, double elements)
      implements Serializable {}

  /**
   * A cache.
   *
   * @param bytes what it holds
   * @param bytesPerCycle rate at which the cores get that
   */
  public record Cache(long bytes, double bytesPerCycle) implements Serializable {}

  @Override
  public double peakMacsPerCycle() {
    return cores * rates.convolutionMacs();
  }

  /** Bytes a cycle of a layer whose tensors take so many bytes together. */
  public double bytesPerCycle(long bytes) {
    if (bytes <= level1.bytes()) {
      return level1.bytesPerCycle();
    }
    return bytes <= level2.bytes() ? level2.bytesPerCycle() : memoryBytesPerCycle;
  }
}
