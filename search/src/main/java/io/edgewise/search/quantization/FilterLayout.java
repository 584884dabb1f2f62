package io.edgewise.search.quantization;

/** The order in which the weights of a filter lie. */
public enum FilterLayout {
  /** Output channel, kernel row, kernel column, input channel: a convolution. */
  OHWI {
    @Override
    int index(int channel, int position, int channels, int positions) {
      return channel * positions + position;
    }

    @Override
    int channel(int index, int channels, int positions) {
      return index / positions;
    }
  },
  /** Kernel row, kernel column, channel: a depthwise convolution. */
  HWC {
    @Override
    int index(int channel, int position, int channels, int positions) {
      return position * channels + channel;
    }

    @Override
    int channel(int index, int channels, int positions) {
      return index % channels;
    }
  };

  /**
   * Returns where a weight lies.
   *
   * @param channel the output channel
   * @param position counts the weights of that channel
   * @param positions weights of a channel
   */
  abstract int index(int channel, int position, int channels, int positions);

  /** The output channel of the weight that lies at an index. */
  abstract int channel(int index, int channels, int positions);

  void requireLengths(int weights, int channels) {
    if (channels == 0 || weights == 0 || weights % channels != 0) {
      throw new IllegalArgumentException(
          weights + " weights do not divide among " + channels + " output channels");
    }
  }
}
