package io.edgewise.search.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFileTest {

  @TempDir Path folder;

  @Test
  void safetensorsAreAHeaderAndTheArraysBehindIt() throws IOException {
    Path file =
        safetensors(
            "{'__metadata__':{'format':'pt'},"
                + "'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]},"
                + "'a':{'dtype':'F16','shape':[2,1],'data_offsets':[0,4]}}",
            new byte[] {0, 0x3c, 0, (byte) 0xc1, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0});

    assertThat(WeightFile.read(file).keySet()).containsExactly("a", "b");
    assertThat(WeightFile.read(file).get("a").shape()).containsExactly(2, 1);
    assertThat(WeightFile.read(file).get("a").values()).containsExactly(1, -2.5f);
    assertThat(WeightFile.read(file).get("b").values()).containsExactly(1, -2);
  }

  @Test
  void anArchiveOfNumpyHoldsAnArrayAnEntry() throws IOException {
    byte[] numbers = ByteBuffer.allocate(16).putDouble(1.5).putDouble(-3).array();
    Path file = npz("layer.weight.npy", npy("'>f8'", "False", "(2, 1)", numbers));

    NamedArray array = WeightFile.read(file).get("layer.weight");

    assertThat(array.shape()).containsExactly(2, 1);
    assertThat(array.values()).containsExactly(1.5f, -3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[8,16] | F32 | [2] | lies at [8, 16]; allowed is within the 8 bytes of data",
        "[-4,4] | F32 | [2] | lies at [-4, 4]; allowed is within the 8 bytes of data",
        "[0,8] | F32 | [3] | has 8 bytes; shape [3] of F32 takes 12",
        "[0,8] | F8 | [8] | is of type F8: allowed is [F64, F32, F16, BF16, I64]",
        "[0,8] | F32 | [-2] | has an extent of -2: allowed is 0 to 268435456",
        "[0,8] | F32 | [99999,99999] | has shape [99999, 99999]: allowed are at most 268435456 numbers",
        "[0,8] | F32 | [0.5] | has shape [0.5]: allowed are at most 8 whole numbers",
        "7 | F32 | [2] | has no data_offsets"
      })
  void anArrayThatIsNotWhereItSaysIsRefused(
      String offsets, String type, String shape, String message) throws IOException {
    Path file =
        safetensors(
            "{'a':{'dtype':'" + type + "','shape':" + shape + ",'data_offsets':" + offsets + "}}",
            new byte[8]);

    assertThatThrownBy(() -> WeightFile.read(file)).hasMessage(file + ": a " + message);
  }

  @Test
  void arraysThatOverlapAreRefused() throws IOException {
    Path file =
        safetensors(
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
            new byte[8]);

    assertThatThrownBy(() -> WeightFile.read(file))
        .hasMessage(file + ": a and b overlap; allowed are arrays one behind the other");
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    Path file =
        safetensors(
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
            new byte[] {0, 0, (byte) 0xc0, 0x7f});

    assertThatThrownBy(() -> WeightFile.read(file))
        .hasMessage(file + ": a holds NaN at 0: allowed are finite numbers");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 100_000_001, Long.MAX_VALUE, -1})
  void aHeaderIsNotLongerThanTheFile(long length) throws IOException {
    Path file = folder.resolve("w.safetensors");
    Files.write(
        file, ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());

    assertThatThrownBy(() -> WeightFile.read(file))
        .hasMessage(
            file
                + ": its header has "
                + Long.toUnsignedString(length)
                + " bytes; allowed is what the file holds, 2, and at most 100000000");
  }

  @Test
  void headersThatAreNoJsonOrNameAnArrayTwiceAreRefused() throws IOException {
    Path file = safetensors("{'a':", new byte[0]);
    assertThatThrownBy(() -> WeightFile.read(file)).hasMessageContaining("header is no JSON");
    Path twice = safetensors("{'a':1,'a':2}", new byte[0]);
    assertThatThrownBy(() -> WeightFile.read(twice)).hasMessageContaining("Duplicate field 'a'");
    Path deep = safetensors("[".repeat(5000) + "]".repeat(5000), new byte[0]);
    assertThatThrownBy(() -> WeightFile.read(deep)).isInstanceOf(WeightsException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.pt", "model.pkl", "model.h5", "model.keras", "model"})
  void picklesAndHdf5AreNeverOpened(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[] {(byte) 0x80, 2});

    assertThatThrownBy(() -> WeightFile.read(file))
        .hasMessage(
            file
                + ": its name ends in none of .safetensors, .npz and .zip; a pickle (.pt, .pth,"
                + " .pkl) or an HDF5 file (.h5, .keras) is never opened: export it as safetensors");
  }

  @Test
  void objectsPathsAndFortransOrderAreRefused() throws IOException {
    Path objects = npz("a.npy", npy("'|O'", "False", "(1,)", new byte[8]));
    assertThatThrownBy(() -> WeightFile.read(objects))
        .hasMessageEndingWith("allowed are arrays of numbers, no objects");
    Path path = npz("../a.npy", npy("'<f4'", "False", "(1,)", new byte[4]));
    assertThatThrownBy(() -> WeightFile.read(path))
        .hasMessage(
            path
                + ": its entry \"../a.npy\" is no array; allowed are names ending in .npy without a"
                + " path");
    Path fortran = npz("a.npy", npy("'<f4'", "True", "(1, 1)", new byte[4]));
    assertThatThrownBy(() -> WeightFile.read(fortran))
        .hasMessage(fortran + ": a is in Fortran's order; allowed is C's: numpy.ascontiguousarray");
  }

  @Test
  void whatAnArrayClaimsIsNotBelieved() throws IOException {
    Path bomb = npz("a.npy", npy("'<f8'", "False", "(200000000,)", new byte[4]));
    assertThatThrownBy(() -> WeightFile.read(bomb))
        .hasMessage(bomb + ": a would make it 1073741824 bytes and more, which is not allowed");
    Path early = npz("a.npy", npy("'<f4'", "False", "(3,)", new byte[4]));
    assertThatThrownBy(() -> WeightFile.read(early))
        .hasMessage(early + ": a ends early: it lacks 8 bytes");
    Path late = npz("a.npy", npy("'<f4'", "False", "(1,)", new byte[8]));
    assertThatThrownBy(() -> WeightFile.read(late))
        .hasMessage(late + ": a is longer than its shape [1] takes");
  }

  @Test
  void damagedFilesAreRefusedWithTheirName() throws IOException {
    byte[] good =
        Files.readAllBytes(
            safetensors("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", new byte[4]));
    byte[] archive = Files.readAllBytes(npz("a.npy", npy("'<f4'", "False", "(1,)", new byte[4])));
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      readOrRefuse(mutated(good, random), "damaged.safetensors");
      readOrRefuse(mutated(archive, random), "damaged.npz");
    }
  }

  private void readOrRefuse(byte[] bytes, String name) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    try {
      WeightFile.read(file);
    } catch (WeightsException e) {
      assertThat(e).hasMessageStartingWith(file + ": ");
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
    }
    return mutated;
  }

  private Path safetensors(String header, byte[] data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("w" + json.length + ".safetensors"), bytes.array());
  }

  private static byte[] npy(String type, String fortran, String shape, byte[] data) {
    String header =
        String.join(
            "",
            List.of(
                "{'descr': ", type, ", 'fortran_order': ", fortran, ", 'shape': ", shape, ", }\n"));
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    return bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(data).array();
  }

  private Path npz(String entry, byte[] array) throws IOException {
    Path file = Files.createTempFile(folder, "w", ".npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(array);
    }
    return file;
  }
}
