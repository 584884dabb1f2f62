package io.edgewise.search.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

  @TempDir private Path folder;

  @Test
  void aFileIsAHeaderOfWholeWordsAndTheFloatsBehindIt() {
    byte[] file =
        SafetensorsWriter.write(
            Map.of("a", new NamedArray(List.of(2), new float[] {1, -2})), Map.of("k", "v"));
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();

    assertThat(header % 8).isZero();
    assertThat(new String(file, 8, header, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"k\":\"v\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
    assertThat(bytes.getFloat(8 + header)).isEqualTo(1);
    assertThat(bytes.getFloat(8 + header + 4)).isEqualTo(-2);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    arrays.put("z", new NamedArray(List.of(1, 3), new float[] {1, Float.MIN_VALUE, -0f}));
    arrays.put("a", new NamedArray(List.of(), new float[] {5}));
    arrays.put("none", new NamedArray(List.of(0, 4), new float[0]));
    Path file =
        Files.write(folder.resolve("w.safetensors"), SafetensorsWriter.write(arrays, Map.of()));

    SortedMap<String, NamedArray> read = WeightFile.read(file);

    assertThat(read).usingRecursiveComparison().isEqualTo(arrays);
  }
}
