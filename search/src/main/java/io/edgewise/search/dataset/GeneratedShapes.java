package io.edgewise.search.dataset;

import io.edgewise.search.seed.Seeds;
import java.util.SplittableRandom;

/**
 * The data set that needs no download: 32x32x3, ten classes of textured shapes.
 *
 * <p>Class k is {@link Shape} k mod 5 filled with {@link Texture} (k + k / 5) mod 5. So each shape
 * and each texture occurs in two classes: who knows one of the two cues is right half the time, who
 * knows both is always right. Place, rotation, scale, colours, direction and period of the texture,
 * background, an occluding bar and noise say nothing about the class; a linear model of the pixels
 * therefore stays near chance, while convolutional networks learn textures first and shapes later,
 * the sooner the larger they are.
 *
 * <p>Image i is drawn from its own seed, mix(seed, part, i), and does not depend on how many images
 * are made. Its label is i mod 10, so every prefix is balanced.
 */
public record GeneratedShapes(long seed) {

  /** Height and width. */
  public static final int RESOLUTION = 32;

  /** Channels: red, green, blue. */
  public static final int CHANNELS = 3;

  /** Number of classes. */
  public static final int CLASSES = 10;

  private static final int IMAGE_BYTES = RESOLUTION * RESOLUTION * CHANNELS;
  private static final int TRAINING_PART = 0;
  private static final int TEST_PART = 1;

  /** The first images of the training part. */
  public ImageSet training(int count) {
    return draw(TRAINING_PART, count);
  }

  /** The first images of the test part, which shares no image with the training part. */
  public ImageSet test(int count) {
    return draw(TEST_PART, count);
  }

  private ImageSet draw(int part, int count) {
    byte[] pixels = new byte[Math.multiplyExact(count, IMAGE_BYTES)];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, part, i));
      ShapeScene.draw(shape(labels[i]), texture(labels[i]), random)
          .paint(random, pixels, i * IMAGE_BYTES);
    }
    return new ImageSet(RESOLUTION, RESOLUTION, CHANNELS, CLASSES, pixels, labels);
  }

  private static Shape shape(int label) {
    Shape[] shapes = Shape.values();
    return shapes[label % shapes.length];
  }

  private static Texture texture(int label) {
    Texture[] textures = Texture.values();
    return textures[(label + label / Shape.values().length) % textures.length];
  }
}
