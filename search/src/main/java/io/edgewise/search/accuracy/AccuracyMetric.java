package io.edgewise.search.accuracy;

/** A metric makes one number in [0, 1] of a network's answers, which a search calls accuracy. */
public enum AccuracyMetric {
  /** The share of the images whose class is the network's first answer. */
  TOP_1,

  /** The mean over the classes of the share of their images that is answered right. */
  BALANCED,

  /** The share of the images whose class is among the network's first five answers. */
  TOP_5,

  /** The mean over the classes of F1, the harmonic mean of precision and recall. */
  MACRO_F1;

  /** The answers that count for top-5. */
  public static final int FIVE = 5;
}
