package io.edgewise.search.dataset;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data set as a search uses it, off the heap. Safe for use by many threads.
 *
 * <p>Its images at other resolutions are made once, when they are first asked for, and kept: the
 * candidates of a search share them, and there are only as many as the space has resolutions.
 */
public final class DataSplit {

  private final ImageSet training;
  private final ImageSet validation;
  private final Map<Integer, DataSplit> bySide = new ConcurrentHashMap<>();

  /**
   * @param training what proxies are trained on
   * @param validation held out from it: the accuracy on it is the reward's
   * @throws IllegalArgumentException if they differ in size or number of classes
   */
  public DataSplit(ImageSet training, ImageSet validation) {
    if (training.classes() != validation.classes()
        || training.height() != validation.height()
        || training.width() != validation.width()
        || training.channels() != validation.channels()) {
      throw new IllegalArgumentException(
          "training and validation images differ in size or number of classes");
    }
    this.training = training.offHeap();
    this.validation = validation.offHeap();
  }

  public ImageSet training() {
    return training;
  }

  public ImageSet validation() {
    return validation;
  }

  /**
   * The same split with square images of another size.
   *
   * @param side height and width, at least 1
   */
  public DataSplit atResolution(int side) {
    if (training.height() == side && training.width() == side) {
      return this;
    }
    return bySide.computeIfAbsent(
        side, s -> new DataSplit(training.resized(s, s), validation.resized(s, s)));
  }
}
