package io.edgewise.search.proxy.dl4j.layer;

/** A layer that normalises its channels, and holds statistics for when it does not train. */
public interface Normalised {

  /** The mean of each channel over the last batch it was trained on; not to be written. */
  double[] batchMean();

  /** The biased variance of each channel over that batch; not to be written. */
  double[] batchVariance();

  /** Sets the statistics that are normalised with outside of training, one a channel. */
  void setStatistics(double[] mean, double[] variance);
}
