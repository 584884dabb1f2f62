package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CifarBinaryTest {

  private static final ByteLimit PLENTY = new ByteLimit("max", 1 << 20);

  /** Red plane of 1s, green of 2s, blue of 3s: each pixel must come out as 1, 2, 3. */
  @Test
  void planesBecomePixels() throws IOException {
    byte[] file = new byte[3073];
    file[0] = 7;
    Arrays.fill(file, 1, 1025, (byte) 1);
    Arrays.fill(file, 1025, 2049, (byte) 2);
    Arrays.fill(file, 2049, 3073, (byte) 3);
    file[1 + 33] = 99; // red of row 1, column 1

    ImageSet images = read(file);
    assertThat(images.size()).isEqualTo(1);
    assertThat(images.label(0)).isEqualTo(7);
    assertThat(images.classes()).isEqualTo(10);
    assertThat(Arrays.copyOf(images.pixels(), 6)).containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(images.pixels()[33 * 3]).isEqualTo((byte) 99);
  }

  @Test
  void everyImageComesBack() throws IOException {
    ImageSet shapes = new GeneratedShapes(3).training(30);
    ImageSet read = read(DatasetBytes.cifar(shapes));
    assertThat(read.pixels()).isEqualTo(shapes.pixels());
    assertThat(read.classCounts()).isEqualTo(shapes.classCounts());
  }

  @Test
  void refusesALabelAbove9() {
    byte[] file = DatasetBytes.cifar(new GeneratedShapes(3).training(3));
    file[3073] = 23;
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessage("batch.bin: label 23 at offset 3073; allowed is 0 to 9");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "batch.bin: is empty; allowed is a whole number of records of 3073 bytes, at least"
                + " one");
  }

  @Test
  void refusesAFileThatWasCutOff() {
    byte[] file = DatasetBytes.cifar(new GeneratedShapes(3).training(3));
    assertThatThrownBy(() -> read(Arrays.copyOf(file, 7000)))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "batch.bin: is 7000 bytes long: its last record, at offset 6146, has 854 bytes;"
                + " allowed is a whole number of records of 3073 bytes");
  }

  @Test
  void refusesMoreThanItsBound() {
    byte[] file = DatasetBytes.cifar(new GeneratedShapes(3).training(3));
    assertThatThrownBy(
            () ->
                CifarBinary.read(
                    "batch.bin", new ByteArrayInputStream(file), new ByteLimit("max", 6146)))
        .isInstanceOf(DatasetException.class)
        .hasMessage("batch.bin: is longer than the 6146 bytes allowed by max");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void damageIsRefusedOrRead(long seed) throws IOException {
    byte[] file = DatasetBytes.cifar(new GeneratedShapes(3).training(3));
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      byte[] damaged = DatasetBytes.damage(file, random);
      try {
        assertThat(read(damaged).size()).isEqualTo(damaged.length / 3073);
      } catch (DatasetException e) {
        assertThat(e).hasMessageStartingWith("batch.bin: ").hasMessageContaining("allowed");
      }
    }
  }

  private static ImageSet read(byte[] file) throws IOException {
    return CifarBinary.read("batch.bin", new ByteArrayInputStream(file), PLENTY);
  }
}
