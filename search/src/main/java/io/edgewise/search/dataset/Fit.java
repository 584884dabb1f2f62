package io.edgewise.search.dataset;

/** A fit tells how an image of another shape is brought to a height and width. */
public enum Fit {
  /**
   * All of the image is kept and its proportions change, as with {@code
   * image_dataset_from_directory} of Keras.
   */
  STRETCH {
    @Override
    Scanlines part(Scanlines image, int height, int width) {
      return image;
    }
  },

  /**
   * The proportions are kept: of the image, the largest centred window of the wanted proportions is
   * taken, which for a square is its shorter side. What lies outside is lost.
   */
  CROP {
    @Override
    Scanlines part(Scanlines image, int height, int width) {
      long wide = (long) image.width() * height;
      long high = (long) image.height() * width;
      int partHeight = wide < high ? rounded(wide, width) : image.height();
      int partWidth = wide > high ? rounded(high, height) : image.width();
      return new Scanlines.Window(
          image,
          (image.height() - partHeight) / 2,
          (image.width() - partWidth) / 2,
          partHeight,
          partWidth);
    }
  };

  /** The part of an image that is resized to the height and width. */
  abstract Scanlines part(Scanlines image, int height, int width);

  private static int rounded(long dividend, int divisor) {
    return (int) Math.max(1, Math.round((double) dividend / divisor));
  }
}
