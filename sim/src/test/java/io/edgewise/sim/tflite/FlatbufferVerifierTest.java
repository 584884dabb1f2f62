package io.edgewise.sim.tflite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgewise.sim.tflite.TableLayout.Scalar;
import io.edgewise.sim.tflite.TableLayout.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** A buffer laid out by hand, then wronged in one place at a time. */
class FlatbufferVerifierTest {

  private static final TableLayout GREETING =
      new TableLayout("Greeting", Map.of(0, new Scalar(4), 1, new Text()));

  /**
   *
   *
   * <pre>
   *  0  16          offset of the root table
   *  4  "TEST"      identifier
   *  8  8 12 4 8    vtable: its bytes, the table's bytes, field 0 at 4, field 1 at 8 (16 bit each)
   * 16  8           table: its vtable lies 8 before it
   * 20  7           field 0
   * 24  4           field 1: the text lies 4 behind here
   * 28  2 "hi"      length and text, padded to 36
   * </pre>
   */
  private static ByteBuffer greeting() {
    ByteBuffer bytes = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(16).put("TEST".getBytes(StandardCharsets.US_ASCII));
    bytes.putShort((short) 8).putShort((short) 12).putShort((short) 4).putShort((short) 8);
    bytes.putInt(8).putInt(7).putInt(4);
    bytes.putInt(2).put("hi".getBytes(StandardCharsets.US_ASCII));
    return bytes;
  }

  @Test
  void whatLiesWithinTheBufferIsAccepted() {
    assertThatCode(() -> verify(greeting())).doesNotThrowAnyException();
  }

  @Test
  void aFieldThatIsLeftOutIsAccepted() {
    assertThatCode(() -> verify(greeting().putShort(14, (short) 0))).doesNotThrowAnyException();
    assertThatCode(() -> verify(greeting().putShort(8, (short) 6))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | 100        | Greeting: the offset at 0 leads to 100, outside the file of 36 bytes",
        "0  | -4         | Greeting: the offset at 0 leads to 4294967292, outside",
        "0  | 0          | Greeting: the offset at 0 leads to 0, outside",
        "4  | 0          | bytes 4 to 7 are not TEST",
        "16 | 100        | the vtable of Greeting at -84 lies outside",
        "16 | -2147483648| the vtable of Greeting at 2147483664 lies outside",
        "24 | 2147483647 | Greeting field 1: the offset at 24 leads to 2147483671, outside",
        "28 | -1         | Greeting field 1 is a vector of 4294967295 elements of 1 bytes",
        "28 | 5          | Greeting field 1 is a vector of 5 elements of 1 bytes",
      })
  void aNumberThatLeadsOutIsNamed(int position, int value, String message) {
    refused(greeting().putInt(position, value), message);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 3, the vtable of Greeting has 3 bytes",
    "8, 7, the vtable of Greeting has 7 bytes",
    "8, 30, the vtable of Greeting has 30 bytes",
    "8, -2, the vtable of Greeting has 65534 bytes",
    "10, 2, Greeting has 2 bytes",
    "10, 24, Greeting has 24 bytes",
    "12, 2, Greeting field 0 lies at 2 in a table of 12 bytes",
    "12, 10, Greeting field 0 lies at 10 in a table of 12 bytes",
    "14, -1, Greeting field 1 lies at 65535 in a table of 12 bytes",
  })
  void aTableThatDoesNotFitIsNamed(int position, short value, String message) {
    refused(greeting().putShort(position, value), message);
  }

  /**
   * 100,000 offsets to one tensor of a thousand dimensions: half a megabyte that unfolds to 400.
   */
  @Test
  void tablesThatUnfoldBeyondTheirSizeAreRefused() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int shape = Tensor.createShapeVector(builder, new int[1000]);
    Tensor.startTensor(builder);
    Tensor.addShape(builder, shape);
    int[] tensors = new int[100_000];
    Arrays.fill(tensors, Tensor.endTensor(builder));
    int all = SubGraph.createTensorsVector(builder, tensors);
    SubGraph.startSubGraph(builder);
    SubGraph.addTensors(builder, all);
    int graphs = Model.createSubgraphsVector(builder, new int[] {SubGraph.endSubGraph(builder)});
    Model.startModel(builder);
    Model.addSubgraphs(builder, graphs);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    assertThatExceptionOfType(TfliteException.class)
        .isThrownBy(() -> TfliteReader.read("bomb", ByteBuffer.wrap(builder.sizedByteArray())))
        .withMessageContaining("tables and vectors share bytes");
  }

  private static void refused(ByteBuffer bytes, String message) {
    assertThatExceptionOfType(TfliteException.class)
        .isThrownBy(() -> verify(bytes))
        .withMessageStartingWith("the file is damaged: " + message);
  }

  private static void verify(ByteBuffer bytes) {
    new FlatbufferVerifier(bytes).verify("TEST", GREETING);
  }
}
