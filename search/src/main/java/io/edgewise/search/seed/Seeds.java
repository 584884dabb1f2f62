package io.edgewise.search.seed;

/**
 * The one path on which randomness enters a search: every random stream is seeded by mix(search
 * seed, generation, index).
 */
public final class Seeds {

  /** Index of the stream that a generation's proposals are drawn from. */
  public static final int PROPOSALS = -1;

  /** Index of the stream that a generation's selection is drawn from. */
  public static final int SELECTION = -2;

  /** The generation of networks that no generation proposed. */
  public static final int BASELINES = -1;

  private Seeds() {}

  /**
   * Mixes three numbers into a seed: SplitMix64's finaliser (Steele et al., OOPSLA 2014) over each
   * in turn, so that neighbouring generations and candidates get unrelated streams.
   */
  public static long mix(long searchSeed, int generation, int index) {
    return finish(finish(finish(searchSeed) ^ generation) ^ index);
  }

  private static long finish(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
