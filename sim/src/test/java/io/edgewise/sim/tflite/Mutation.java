package io.edgewise.sim.tflite;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages a file at random: bytes flipped, the end cut off, a part copied over another, and numbers
 * overwritten by those that overflow, point to the edge, or point to each other. Half of the places
 * lie outside long runs of weights, where a change can only alter a value.
 */
final class Mutation {

  /** Each of these is a count, an offset or an extent that somebody forgets to check. */
  private static final List<Integer> EXTREMES =
      List.of(0, 1, 4, 255, 0x7fff, 0xffff, 1 << 20, 1 << 28, 1 << 30, -1, -4, 0x7fffffff, 1 << 31);

  private final byte[] original;
  private final int[] structure;

  /**
   * @param original a whole file, never changed
   * @param structure positions of four bytes that are not weights
   */
  Mutation(byte[] original, int[] structure) {
    this.original = original;
    this.structure = structure;
  }

  byte[] damaged(SplittableRandom random) {
    byte[] copy = original.clone();
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      switch (random.nextInt(8)) {
        case 0 -> copy = truncated(copy, random);
        case 1 -> splice(copy, random);
        case 2, 3 -> flip(copy, random);
        case 4 -> move(copy, random);
        default -> overwrite(copy, random);
      }
    }
    return copy;
  }

  private static byte[] truncated(byte[] file, SplittableRandom random) {
    return Arrays.copyOf(file, random.nextInt(file.length + 1));
  }

  private void splice(byte[] file, SplittableRandom random) {
    if (file.length > 64) {
      int count = 1 + random.nextInt(64);
      int from = Math.min(place(random), file.length - count);
      int to = Math.min(place(random), file.length - count);
      System.arraycopy(file, from, file, to, count);
    }
  }

  private void flip(byte[] file, SplittableRandom random) {
    int flips = 1 + random.nextInt(8);
    for (int i = 0; i < flips && file.length > 0; i++) {
      file[Math.min(place(random), file.length - 1)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** A number becomes a little larger or smaller: an offset then leads to a neighbour. */
  private void move(byte[] file, SplittableRandom random) {
    int at = Math.min(place(random), file.length - 1);
    if (at >= 0) {
      file[at] += (byte) (4 * (random.nextInt(17) - 8));
    }
  }

  private void overwrite(byte[] file, SplittableRandom random) {
    if (file.length >= 4) {
      int at = Math.min(place(random), file.length - 4) & ~3;
      int value =
          random.nextBoolean()
              ? EXTREMES.get(random.nextInt(EXTREMES.size()))
              : file.length - at + random.nextInt(-16, 17);
      for (int i = 0; i < 4; i++) {
        file[at + i] = (byte) (value >>> 8 * i);
      }
    }
  }

  private int place(SplittableRandom random) {
    return random.nextBoolean()
        ? random.nextInt(original.length)
        : structure[random.nextInt(structure.length)] + random.nextInt(4);
  }
}
