package io.edgewise.search.network;

/** A skip is what is added to what a block computes (MnasNet, arXiv 1807.11626, section 4.1). */
public enum Skip {
  /** The block's input, where stride and channels allow it. */
  IDENTITY,
  /** Nothing. */
  NONE
}
