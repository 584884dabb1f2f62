package io.edgewise.jobs.export;

import io.edgewise.search.accuracy.Answers;

/**
 * A score says how a quantised network does beside the one in floats, on labelled images.
 *
 * @param images how many were classified
 * @param correct images of which the label was found
 * @param same images that both networks give the same class
 */
record Score(int images, int correct, int same) {

  /** The network in floats, and the one in int8, on the same images. */
  record Pair(Score floats, Score integers) {}

  static Score of(int[] labels, int[] floats, int[] classes) {
    int correct = 0;
    int same = 0;
    for (int i = 0; i < classes.length; i++) {
      correct += classes[i] == labels[i] ? 1 : 0;
      same += classes[i] == floats[i] ? 1 : 0;
    }
    return new Score(classes.length, correct, same);
  }

  /** The answers to as many of the first images as were classified. */
  static Answers answers(int[] labels, int[] classes, int count) {
    int[][] counts = new int[count][count];
    for (int i = 0; i < classes.length; i++) {
      counts[labels[i]][classes[i]]++;
    }
    return Answers.of(counts);
  }

  double accuracy() {
    return correct / (double) images;
  }

  double agreement() {
    return same / (double) images;
  }

  /** The first of the largest values. */
  static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** The first of the largest values. */
  static int argmaxSigned(byte[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    return argmax(floats);
  }

  /** The first of the largest values, read as uint8. */
  static int argmaxUnsigned(byte[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = Byte.toUnsignedInt(values[i]);
    }
    return argmax(floats);
  }
}
