package io.edgewise.jobs.export;

import io.edgewise.search.dataset.Images;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images as a network takes them.
 *
 * @param count how many of the set's first images are used
 */
record LabelledPixels(Images set, int count) {

  static LabelledPixels first(Images set, int most) {
    return new LabelledPixels(set, Math.min(most, set.size()));
  }

  LabelledPixels first(int most) {
    return new LabelledPixels(set, Math.min(most, count));
  }

  /** The labels of the images that are used. */
  int[] labels() {
    return IntStream.range(0, count).map(set::label).toArray();
  }

  /** (pixel - 128) / 128, HWC; each is made when it is asked for. */
  List<float[]> reals() {
    return new AbstractList<>() {
      @Override
      public float[] get(int index) {
        return real(index);
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /** Tells whether an image has the same value everywhere. */
  boolean isConstant(int image) {
    byte[] pixels = unsigned(image);
    return IntStream.range(1, pixels.length).allMatch(i -> pixels[i] == pixels[0]);
  }

  /** The pixels as uint8, HWC. */
  byte[] unsigned(int image) {
    byte[] pixels = new byte[set.imageBytes()];
    set.image(image, pixels);
    return pixels;
  }

  /** The pixels less 128, HWC. */
  byte[] signed(int image) {
    byte[] pixels = unsigned(image);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] ^= (byte) 0x80;
    }
    return pixels;
  }

  private float[] real(int image) {
    byte[] pixels = signed(image);
    float[] reals = new float[pixels.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = pixels[i] / 128f;
    }
    return reals;
  }
}
