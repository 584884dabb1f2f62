package io.edgewise.search.dataset;

/**
 * A data set as a search uses it.
 *
 * @param training what proxies are trained on
 * @param validation held out from it: the accuracy on it is the reward's
 */
public record DataSplit(ImageSet training, ImageSet validation) {

  public DataSplit {
    if (training.classes() != validation.classes()
        || training.height() != validation.height()
        || training.width() != validation.width()
        || training.channels() != validation.channels()) {
      throw new IllegalArgumentException(
          "training and validation images differ in size or number of classes");
    }
  }
}
