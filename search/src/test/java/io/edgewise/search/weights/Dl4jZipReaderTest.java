package io.edgewise.search.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zips of trained networks, made by hand; FullNetworkZipTest has those of Deeplearning4j. */
class Dl4jZipReaderTest {

  private static final String FAST = "io.edgewise.search.proxy.dl4j.layer.";
  private static final String STEM = layer(FAST + "FastConvolution", "'nin':2,'nout':3,'kernel':1");

  @TempDir private Path folder;

  /** Kernels are stored input channel by input channel, and leave output channel by channel. */
  @Test
  void arraysLieBehindEachOtherInTheOrderOfTheLayers() throws IOException {
    float[] numbers = new float[18];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }

    Map<String, NamedArray> arrays = WeightFile.read(zip(graph(STEM), floats(numbers)));

    assertThat(arrays.keySet())
        .containsExactly(
            "stem.bn.bias",
            "stem.bn.running_mean",
            "stem.bn.running_var",
            "stem.bn.weight",
            "stem.conv.weight");
    assertThat(arrays.get("stem.conv.weight").shape()).containsExactly(3, 1, 1, 2);
    assertThat(arrays.get("stem.conv.weight").values()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(arrays.get("stem.bn.weight").values()).containsExactly(6, 7, 8);
    assertThat(arrays.get("stem.bn.running_var").values()).containsExactly(15, 16, 17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FastConvolution | 'nin':2,'nout':0,'kernel':1 | has nout 0; allowed is 1 to 1048576",
        "FastConvolution | 'nin':2,'nout':3 | has kernel ; allowed is 1 to 1048576",
        "FastConvolution | 'nin':2,'nout':2.5,'kernel':1 | has nout 2.5; allowed is 1 to 1048576",
        "FastDepthwiseConvolution | 'nin':9999999,'kernel':1 | has nin 9999999; allowed is 1 to 1048576",
        "FastGroupedConvolution | 'nin':4,'nout':6,'kernel':1,'groups':4 | has groups 4; allowed is what divides nin and nout",
        "Runtime | 'nin':2 | is a Runtime; allowed are those of a network that edgewise trained, FastConvolution, FastDepthwiseConvolution, FastGroupedConvolution, FastSqueezeExcite, GlobalAveragePool, OutputLayer"
      })
  void aLayerThatIsNoneIsNamed(String type, String sizes, String message) throws IOException {
    Path file = zip(graph(layer(FAST + type, sizes)), floats(new float[18]));

    assertThatThrownBy(() -> WeightFile.read(file)).hasMessage(file + ": layer stem " + message);
  }

  @Test
  void anArrayThatIsTooLargeForALayerIsRefused() throws IOException {
    String sizes = "'nin':1000000,'nout':1000000,'kernel':1000000";
    Path file = zip(graph(layer(FAST + "FastConvolution", sizes)), floats(new float[18]));

    assertThatThrownBy(() -> WeightFile.read(file))
        .hasMessage(
            file
                + ": stem.conv.weight has shape [1000000, 1000000, 1000000, 1000000]: allowed are"
                + " at most 268435456 numbers");
  }

  @Test
  void asManyNumbersAsTheLayersTakeAreAllowed() throws IOException {
    Path file = zip(graph(STEM), floats(new float[17]));
    assertThatThrownBy(() -> WeightFile.read(file))
        .hasMessage(
            file
                + ": its coefficients.bin has 17 numbers; the layers of its configuration.json"
                + " take 18");
    Path infinite = zip(graph(STEM), floats(withInfinity()));
    assertThatThrownBy(() -> WeightFile.read(infinite))
        .hasMessage(infinite + ": stem.bn.weight holds Infinity at 1: allowed are finite numbers");
  }

  @Test
  void whatABufferClaimsIsNotBelieved() throws IOException {
    Path claims = zip(graph(STEM), array("FLOAT", Long.MAX_VALUE, new byte[8]));
    assertThatThrownBy(() -> WeightFile.read(claims))
        .hasMessage(
            claims
                + ": its coefficients.bin has 8 bytes of numbers; as many as it tells,"
                + " 9223372036854775807, take 4 each");
    Path doubles = zip(graph(STEM), array("DOUBLE", 1, new byte[8]));
    assertThatThrownBy(() -> WeightFile.read(doubles))
        .hasMessage(doubles + ": its coefficients.bin is of type DOUBLE; allowed is FLOAT");
    Path serialised = zip(graph(STEM), new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 0x73});
    assertThatThrownBy(() -> WeightFile.read(serialised))
        .hasMessage(serialised + ": its coefficients.bin is no array of Deeplearning4j");
  }

  @Test
  void aZipOfSomethingElseIsRefused() throws IOException {
    Path other = zip(Map.of("weights.txt", new byte[1]));
    assertThatThrownBy(() -> WeightFile.read(other))
        .hasMessage(
            other
                + ": it has no configuration.json; allowed is the model.zip that edgewise train"
                + " leaves, or that Deeplearning4j's ModelSerializer makes of it");
    Path rows = zip("{'confs':[]}", floats(new float[1]));
    assertThatThrownBy(() -> WeightFile.read(rows))
        .hasMessage(
            rows
                + ": its configuration.json has no graph of at most 10000 layers; allowed is that"
                + " of a network that edgewise trained");
    Path broken = zip("{'vertices':", floats(new float[1]));
    assertThatThrownBy(() -> WeightFile.read(broken))
        .hasMessageStartingWith(broken + ": its configuration.json is no JSON: ");
  }

  @Test
  void manyEntriesAndBombsAreRefused() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i <= 100; i++) {
      entries.put("e" + i, new byte[0]);
    }
    Path many = zip(entries);
    assertThatThrownBy(() -> WeightFile.read(many))
        .hasMessage(many + ": it holds e100 twice, or more than 100 entries");
    Path bomb = zip(Map.of("configuration.json", new byte[(16 << 20) + 1]));
    assertThatThrownBy(() -> WeightFile.read(bomb))
        .hasMessage(
            bomb + ": its configuration.json has more than 16777216 bytes, which is not allowed");
  }

  @Test
  void damagedZipsAreRefusedWithTheirName() throws IOException {
    byte[] good = Files.readAllBytes(zip(graph(STEM), floats(new float[18])));
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Path file = Files.write(folder.resolve("damaged.zip"), damaged);
      try {
        WeightFile.read(file);
      } catch (WeightsException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
      }
    }
  }

  private static float[] withInfinity() {
    float[] numbers = new float[18];
    numbers[7] = Float.POSITIVE_INFINITY;
    return numbers;
  }

  private static String layer(String type, String sizes) {
    return "{'@class':'" + type + "'," + sizes + "}";
  }

  private static String graph(String stem) {
    return "{'topologicalOrderStr':['image','stem','add'],'vertices':{'stem':{'layerConf':{'layer':"
        + stem
        + "}},'add':{'@class':'ResidualAdd'}}}";
  }

  private static byte[] floats(float[] numbers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (float number : numbers) {
      out.writeFloat(number);
    }
    return array("FLOAT", numbers.length, bytes.toByteArray());
  }

  /** An array as ND4J writes it: a buffer of a shape, and one of numbers. */
  private static byte[] array(String type, long count, byte[] numbers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(1);
    out.writeUTF("LONG");
    out.writeLong(0);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(count);
    out.writeUTF(type);
    out.write(numbers);
    return bytes.toByteArray();
  }

  private Path zip(String configuration, byte[] coefficients) throws IOException {
    byte[] json = configuration.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return zip(Map.of("configuration.json", json, "coefficients.bin", coefficients));
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path file = Files.createTempFile(folder, "model", ".zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }
}
