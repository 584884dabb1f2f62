package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** {@code edgewise check} as its user sees it; the rules are those of {@code FileCheckTest}. */
class CheckCommandTest {

  @TempDir private Path folder;

  /** The rectifier behind the ELU would run on the device if it were not for that. */
  @Test
  void theTableNamesPlaceReasonAndChangeAndWhatDependsCosts() throws IOException {
    CommandLineRun run =
        check(chain(BuiltinOperator.RELU, BuiltinOperator.ELU, BuiltinOperator.RELU));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", "  ")))
        .startsWith(
            "net: 3 operators: 1 device, 2 host, 0 not known",
            "no.  operator  version  output  runs on  why  what to change",
            "0  RELU  1  1x8x8x4  device",
            "1  ELU  1  1x8x8x4  host  ELU is not among the operators that the Edge TPU runs"
                + "  use operators that it runs, or move it to the end of the network",
            "2  RELU  1  1x8x8x4  host  it depends on 1 ELU (t2), which the host makes"
                + " of the device's results  change that one")
        .anyMatch(
            line ->
                line.matches(
                    "1 operator is on the host only because of 1 ELU \\(t2\\): [0-9.]+ of [0-9.]+ ms"))
        .contains("parameters: 0.00 MiB resident, 0.00 MiB streamed at every inference");
  }

  @Test
  void jsonTellsTheSame() throws IOException {
    CommandLineRun run =
        check(chain(BuiltinOperator.RELU, BuiltinOperator.ELU, BuiltinOperator.RELU), "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("device").asInt()).isEqualTo(1);
    assertThat(json.get("host").asInt()).isEqualTo(2);
    assertThat(json.get("not_known").asInt()).isZero();
    assertThat(json.get("operators").get(2).get("because_of").asInt()).isEqualTo(1);
    assertThat(json.get("operators").get(1).get("source").asText())
        .isEqualTo("coral.ai, TensorFlow models on the Edge TPU, table of supported operations");
    assertThat(json.get("host_because_of").get(0).get("latency_ms").asDouble()).isPositive();
    assertThat(json.get("findings")).isEmpty();
  }

  /** No layer graph can be made of a network without operators; it has nothing on the host. */
  @Test
  void whatCannotBeSimulatedIsJudgedAllTheSame() throws IOException {
    CommandLineRun run = check(chain());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("net: 0 operators: 0 device, 0 host, 0 not known", "not simulated: ");
  }

  @Test
  void aDamagedFileEndsWithOneMessage() throws IOException {
    byte[] whole = chain(BuiltinOperator.RELU);
    CommandLineRun run = check(Arrays.copyOf(whole, whole.length / 2));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("net.tflite").contains("the file is damaged: ");
  }

  @Test
  void aFileThatIsNotThereEndsWithOneMessage() {
    CommandLineRun run =
        CommandLineRun.edgewise(1, "check", folder.resolve("none.tflite").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none.tflite").contains("there is no such file");
  }

  private CommandLineRun check(byte[] model, String... options) throws IOException {
    Path file = folder.resolve("net.tflite");
    Files.write(file, model);
    String[] words = Arrays.copyOf(new String[] {"check", file.toString()}, 2 + options.length);
    System.arraycopy(options, 0, words, 2, options.length);
    return CommandLineRun.edgewise(1, words);
  }

  /** A file of unary operators, one after the other, on 8 x 8 x 4 bytes. */
  private static byte[] chain(int... codes) {
    SubGraphT graph = new SubGraphT();
    graph.setTensors(
        IntStream.rangeClosed(0, codes.length)
            .mapToObj(CheckCommandTest::tensor)
            .toArray(TensorT[]::new));
    graph.setOperators(
        IntStream.range(0, codes.length)
            .mapToObj(CheckCommandTest::operator)
            .toArray(OperatorT[]::new));
    graph.setInputs(new int[] {0});
    graph.setOutputs(new int[] {codes.length});
    ModelT model = new ModelT();
    model.setVersion(3);
    model.setOperatorCodes(
        Arrays.stream(codes).mapToObj(CheckCommandTest::code).toArray(OperatorCodeT[]::new));
    model.setSubgraphs(new SubGraphT[] {graph});
    BufferT none = new BufferT();
    none.setData(new int[0]);
    model.setBuffers(List.of(none).toArray(BufferT[]::new));
    FlatBufferBuilder builder = new FlatBufferBuilder();
    Model.finishModelBuffer(builder, Model.pack(builder, model));
    return builder.sizedByteArray();
  }

  private static TensorT tensor(int index) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(new float[] {1 / 128f});
    quantization.setZeroPoint(new long[] {128});
    TensorT tensor = new TensorT();
    tensor.setName("t" + index);
    tensor.setType(TensorType.UINT8);
    tensor.setShape(new int[] {1, 8, 8, 4});
    tensor.setQuantization(quantization);
    return tensor;
  }

  private static OperatorT operator(int index) {
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(index);
    operator.setInputs(new int[] {index});
    operator.setOutputs(new int[] {index + 1});
    return operator;
  }

  private static OperatorCodeT code(int builtin) {
    OperatorCodeT code = new OperatorCodeT();
    code.setBuiltinCode(builtin);
    code.setDeprecatedBuiltinCode((byte) Math.min(builtin, 127));
    return code;
  }
}
