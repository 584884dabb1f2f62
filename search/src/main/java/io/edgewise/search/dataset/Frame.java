package io.edgewise.search.dataset;

import java.io.Serializable;

/**
 * The size that pictures are brought to where they have none in common.
 *
 * @param height at least 1
 * @param width at least 1
 */
public record Frame(int height, int width, Fit fit) implements Serializable {

  public Frame {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(height + "x" + width + "; allowed is at least 1x1");
    }
  }

  /** A square frame. */
  public static Frame square(int side, Fit fit) {
    return new Frame(side, side, fit);
  }

  /** Returns whether images of that size fill the frame's shape without a crop. */
  boolean takesWhole(int imageHeight, int imageWidth) {
    return fit == Fit.STRETCH || (long) imageHeight * width == (long) imageWidth * height;
  }

  /** Brings an image to this size; its rows of channels are written from the offset on. */
  void draw(Scanlines image, byte[] target, int offset) {
    Resizing.to(height, width, fit.part(image, height, width), target, offset);
  }
}
