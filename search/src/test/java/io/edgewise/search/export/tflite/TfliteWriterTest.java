package io.edgewise.search.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FilterLayout;
import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedFilter;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.tflite.TfliteNetwork;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

class TfliteWriterTest {

  private static final Labels LABELS = new Labels(List.of("cat", "2 dogs"));
  private static final TfliteOptions UINT8 = new TfliteOptions(TfliteOptions.Ends.UINT8, LABELS);

  @TempDir Path folder;

  @Test
  void theEndsMeetTheConditionOfCoralsExample() {
    SubGraph graph = model(write(UINT8)).subgraphs(0);
    Tensor input = graph.tensors(graph.inputs(0));
    Tensor output = graph.tensors(graph.outputs(0));

    assertThat(input.type()).isEqualTo(TensorType.UINT8);
    assertThat(Math.abs(input.quantization().scale(0) * 128 - 1)).isLessThan(1e-5f);
    assertThat(input.quantization().zeroPoint(0)).isEqualTo(128);
    assertThat(output.type()).isEqualTo(TensorType.UINT8);
    assertThat(output.quantization().scale(0)).isEqualTo(1 / 256f);
    assertThat(output.quantization().zeroPoint(0)).isZero();
  }

  @Test
  void operatorsHaveTheLowestVersionsAndBothFieldsOfTheirCode() {
    Model model = model(write(UINT8));

    StringBuilder versions = new StringBuilder();
    for (int i = 0; i < model.operatorCodesLength(); i++) {
      OperatorCode code = model.operatorCodes(i);
      assertThat((int) code.deprecatedBuiltinCode()).isEqualTo(code.builtinCode());
      versions.append(code.builtinCode()).append(" v").append(code.version()).append(", ");
    }
    // QUANTIZE, CONV_2D, AVERAGE_POOL_2D, RESHAPE, SOFTMAX.
    assertThat(versions).hasToString("114 v1, 3 v3, 1 v2, 22 v1, 25 v2, ");
  }

  @Test
  void buffersLieOnSixteenBytes() {
    byte[] bytes = write(UINT8);
    Model model = model(bytes);

    for (int i = 1; i < model.buffersLength(); i++) {
      ByteBuffer data = model.buffers(i).dataAsByteBuffer();
      assertThat(data.position() % 16).as("buffer %d", i).isZero();
    }
  }

  @Test
  void labelsLieInAZipBehindTheModelWithTheirIds() throws IOException {
    Path file = folder.resolve("model.tflite");
    Files.write(file, write(UINT8));

    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream()).hasSize(1);
      assertThat(zip.getInputStream(zip.getEntry("labels.txt")).readAllBytes())
          .isEqualTo("0 cat\n1 2 dogs\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theProjectsOwnReaderReadsItAndTheBytesAreTheSameAlways() {
    byte[] bytes = write(UINT8);

    TfliteNetwork read = TfliteReader.read("pooled", ByteBuffer.wrap(bytes));

    assertThat(read.precision()).isEqualTo(TfliteNetwork.Precision.EIGHT_BIT);
    assertThat(read.graph().macs()).isEqualTo(network().graph().macs());
    assertThat(write(UINT8)).isEqualTo(bytes);
  }

  @Test
  void int8EndsHaveNoOperatorsOfTheirOwn() {
    Model model = model(write(new TfliteOptions(TfliteOptions.Ends.INT8, null)));

    assertThat(model.subgraphs(0).operatorsLength()).isEqualTo(4);
    assertThat(model.subgraphs(0).tensors(model.subgraphs(0).inputs(0)).type())
        .isEqualTo(TensorType.INT8);
  }

  @Test
  void labelsThatDoNotFitAreRefused() {
    assertThatThrownBy(
            () ->
                TfliteWriter.write(
                    network(),
                    new TfliteOptions(TfliteOptions.Ends.UINT8, new Labels(List.of("cat")))))
        .hasMessage(
            "1 labels for 2 classes: allowed is one a class; the network has one class more, so its"
                + " first may be \"background\"");
    assertThatThrownBy(() -> new Labels(List.of("cat", "a\nb")))
        .hasMessage("label 1 has a line break: allowed is one line a class");
    assertThatThrownBy(() -> new Labels(List.of("x".repeat(70_000))))
        .hasMessage("the labels have 70003 bytes: allowed are 65536");
    assertThatThrownBy(() -> new Labels(List.of()))
        .hasMessage("there are no labels: allowed is one a class");
  }

  private static byte[] write(TfliteOptions options) {
    return TfliteWriter.write(network(), options);
  }

  private static Model model(byte[] bytes) {
    return Model.getRootAsModel(ByteBuffer.wrap(bytes));
  }

  private static QuantizedNetwork network() {
    LayerGraph.Builder graph = LayerGraph.builder("pooled", new TensorShape(4, 4, 3));
    int conv = graph.add("conv", new Layer.Convolution(Window.same(3, 2), 2, Activation.RELU), 0);
    graph.add("pool", new Layer.GlobalPooling(PoolingKind.AVERAGE), conv);
    return new QuantizedNetwork(
        DeployedGraph.of(graph.build(), Head.SOFTMAX),
        Quantization.PIXELS,
        Map.of("conv", Quantization.ofRange(0, 6)),
        Map.of(
            "conv",
            new QuantizedFilter(
                FilterLayout.OHWI, new byte[54], new float[] {0.1f, 0.2f}, new int[2])));
  }
}
