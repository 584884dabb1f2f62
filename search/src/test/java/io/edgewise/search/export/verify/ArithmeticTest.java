package io.edgewise.search.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.quantization.IntegerEvaluation;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Rounding;
import io.edgewise.search.seed.Seeds;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The integer reference computes what TensorFlow Lite's builtin kernels compute, bit for bit, on
 * random cases of each operator; XNNPACK's differ by one at most. {@code -Dedgewise.cases=1000}
 * draws more cases than the build does.
 */
class ArithmeticTest {

  private static final int CASES = Integer.getInteger("edgewise.cases", 100);

  @TempDir Path folder;

  static Stream<Arguments> operators() {
    return Stream.of(
        operator("convolution", RandomOperators::convolution),
        operator("depthwise convolution", RandomOperators::depthwise),
        operator("average pool", random -> random.pool(PoolingKind.AVERAGE)),
        operator("maximum pool", random -> random.pool(PoolingKind.MAXIMUM)),
        operator("global pool", RandomOperators::globalPool),
        operator("logistic", RandomOperators::logistic),
        operator("softmax", RandomOperators::softmax),
        operator("pad", RandomOperators::pad),
        operator("add", random -> random.elementwise(ElementwiseKind.ADD)),
        operator("multiply", random -> random.elementwise(ElementwiseKind.MULTIPLY)),
        operator("concatenation", RandomOperators::concatenation));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void everyTensorOfTheReferenceIsThatOfTheBuiltinKernels(
      String name, Function<RandomOperators, QuantizedNetwork> draw) throws IOException {
    for (int i = 0; i < CASES; i++) {
      RandomOperators random = new RandomOperators(Seeds.mix(17, name.length(), i));
      QuantizedNetwork network = draw.apply(random);
      byte[] image = random.image(network);
      List<byte[]> expected = new IntegerEvaluation(network, Rounding.DOUBLE).run(image);

      Map<String, byte[]> actual = run(network, image, TfliteRuntime.Kernels.BUILTIN);

      for (LayerGraph.Node node : network.graph().nodes()) {
        assertThat(actual.get(node.name()))
            .as("case %d, %s of %s", i, node.name(), network.graph().nodes())
            .isEqualTo(expected.get(node.index()));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void singleRoundingIsWithinOneOfXnnpack(
      String name, Function<RandomOperators, QuantizedNetwork> draw) throws IOException {
    for (int i = 0; i < CASES; i++) {
      RandomOperators random = new RandomOperators(Seeds.mix(17, name.length(), i));
      QuantizedNetwork network = draw.apply(random);
      Assumptions.assumeFalse(network.graph().name().equals("two"), "three operators, not one");
      byte[] image = random.image(network);
      List<byte[]> expected = new IntegerEvaluation(network, Rounding.SINGLE).run(image);

      Map<String, byte[]> actual = run(network, image, TfliteRuntime.Kernels.XNNPACK);

      for (int j = 0; j < expected.get(1).length; j++) {
        assertThat((int) actual.getOrDefault("operator", new byte[0])[j])
            .as("case %d, value %d", i, j)
            .isCloseTo(expected.get(expected.size() - 1)[j], within(1));
      }
    }
  }

  private Map<String, byte[]> run(
      QuantizedNetwork network, byte[] image, TfliteRuntime.Kernels kernels) throws IOException {
    Path file = folder.resolve("model.tflite");
    Files.write(
        file, TfliteWriter.write(network, new TfliteOptions(TfliteOptions.Ends.INT8, null)));
    try (TfliteRuntime runtime = TfliteRuntime.load(file, kernels)) {
      runtime.run(image);
      return runtime.tensors();
    }
  }

  private static Arguments operator(String name, Function<RandomOperators, QuantizedNetwork> draw) {
    return Arguments.of(name, draw);
  }
}
