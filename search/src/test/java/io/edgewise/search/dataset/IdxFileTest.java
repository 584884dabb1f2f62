package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {

  private static final ByteLimit PLENTY = new ByteLimit("max", 1 << 20);

  /** Two images of 2x3 with labels 4 and 1: the largest label makes five classes. */
  private static final byte[] IMAGES =
      DatasetBytes.idx(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 2, 3);

  private static final byte[] LABELS = DatasetBytes.idx(new byte[] {4, 1}, 2);

  @Test
  void imagesAndLabelsAreJoined() throws IOException {
    checkRead(IdxFile.join(images(IMAGES), labels(LABELS)));
  }

  @Test
  void gzipIsSeenFromTheFirstBytes() throws IOException {
    checkRead(IdxFile.join(images(DatasetBytes.gzip(IMAGES)), labels(DatasetBytes.gzip(LABELS))));
  }

  private static void checkRead(ImageSet read) {
    assertThat(read.height()).isEqualTo(2);
    assertThat(read.width()).isEqualTo(3);
    assertThat(read.channels()).isEqualTo(1);
    assertThat(read.classes()).isEqualTo(5);
    assertThat(read.label(0)).isEqualTo(4);
    assertThat(read.label(1)).isEqualTo(1);
    assertThat(read.pixels()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void refusesAnotherMagicNumber() {
    refused(() -> images(LABELS))
        .hasMessage(
            "train: begins with 00 00 08 01; allowed is 00 00 08 03 (unsigned bytes in 3"
                + " dimensions)");
    refused(() -> labels(IMAGES))
        .hasMessage(
            "labels: begins with 00 00 08 03; allowed is 00 00 08 01 (unsigned bytes in 1"
                + " dimension)");
  }

  @Test
  void refusesDimensionsThatCannotBe() {
    refused(() -> images(DatasetBytes.idx(new byte[0], 0, 28, 28)))
        .hasMessage("train: dimension 0, at offset 4, is 0; allowed is 1 to 2147483647");
    refused(() -> images(DatasetBytes.idx(new byte[9], 1, -1, 28)))
        .hasMessage("train: dimension 1, at offset 8, is 4294967295; allowed is 1 to 4096");
  }

  /** 2^31 - 1 images of 4096x4096 would be 2^55 bytes: refused from the header alone. */
  @Test
  void refusesMoreThanItsBoundBeforeTakingMemory() {
    refused(() -> images(DatasetBytes.idx(new byte[9], Integer.MAX_VALUE, 4096, 4096)))
        .hasMessage(
            "train: the elements of [2147483647, 4096, 4096] take 36028797002186752 bytes; allowed"
                + " by max is at most 1048576");
  }

  @Test
  void refusesAFileShorterOrLongerThanItSays() {
    refused(() -> images(Arrays.copyOf(IMAGES, 20)))
        .hasMessage("train: ends after 4 of the 12 bytes of its elements");
    refused(() -> images(Arrays.copyOf(IMAGES, 10)))
        .hasMessage("train: ends after 6 of the 12 bytes of its dimensions");
    refused(() -> images(Arrays.copyOf(IMAGES, IMAGES.length + 1)))
        .hasMessage("train: goes on after the 12 elements that its dimensions [2, 2, 3] allow");
    refused(() -> images(new byte[0]))
        .hasMessage("train: ends after 0 of the 4 bytes of its magic number");
  }

  @Test
  void refusesDamagedGzip() {
    byte[] zipped = DatasetBytes.gzip(IMAGES);
    refused(() -> images(Arrays.copyOf(zipped, zipped.length - 9)))
        .hasMessageStartingWith("train: its gzip data are damaged: ");
    zipped[zipped.length - 6] ^= 1; // in the checksum
    refused(() -> images(zipped)).hasMessageStartingWith("train: its gzip data are damaged: ");
  }

  @Test
  void refusesAnotherNumberOfLabels() {
    refused(() -> IdxFile.join(images(IMAGES), labels(DatasetBytes.idx(new byte[3], 3))))
        .hasMessage("labels: has 3 labels; allowed is one for each of the 2 images of train");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void damageIsRefusedOrRead(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] zipped = DatasetBytes.gzip(IMAGES);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = DatasetBytes.damage(random.nextBoolean() ? IMAGES : zipped, random);
      try {
        assertThat(IdxFile.join(images(damaged), labels(LABELS)).size()).isEqualTo(2);
      } catch (DatasetException e) {
        assertThat(e.getMessage()).matches("(?s)(train|labels): .*");
      }
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(DatasetException.class);
  }

  private static IdxFile images(byte[] file) throws IOException {
    return IdxFile.images("train", new ByteArrayInputStream(file), PLENTY);
  }

  private static IdxFile labels(byte[] file) throws IOException {
    return IdxFile.labels("labels", new ByteArrayInputStream(file), PLENTY);
  }
}
