package io.edgewise.search.dataset;

/** An image that is read row by row: unsigned bytes, channels innermost. */
interface Scanlines {

  int height();

  int width();

  int channels();

  /**
   * Reads one row.
   *
   * @param y 0 to height - 1
   * @param target takes width x channels bytes from the offset on
   */
  void read(int y, byte[] target, int offset);

  /** The part of an image that begins at a row and a column. */
  record Window(Scanlines image, int top, int left, int height, int width) implements Scanlines {
    @Override
    public int channels() {
      return image.channels();
    }

    @Override
    public void read(int y, byte[] target, int offset) {
      byte[] row = new byte[image.width() * channels()];
      image.read(top + y, row, 0);
      System.arraycopy(row, left * channels(), target, offset, width * channels());
    }
  }
}
