package io.edgewise.search.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.quantization.IntegerEvaluation;
import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Rounding;
import io.edgewise.search.seed.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX Runtime computes in integers what the reference computes with one rounding, on random cases
 * of each operator, on every processor, with and without VNNI. Its average pools sum floats, so
 * that a half goes either way. {@code -Dedgewise.cases=1000} draws more cases than the build does.
 */
class OnnxArithmeticTest {

  private static final int CASES = Integer.getInteger("edgewise.cases", 100);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.edgewise.search.export.verify.ArithmeticTest#operators")
  void theReferenceWithOneRoundingIsOnnxRuntimes(
      String name, Function<RandomOperators, QuantizedNetwork> draw) throws IOException {
    boolean isExact = !name.equals("average pool") && !name.equals("global pool");
    for (int i = 0; i < CASES; i++) {
      RandomOperators random = new RandomOperators(Seeds.mix(17, name.length(), i));
      QuantizedNetwork network = draw.apply(random);
      Assumptions.assumeTrue(
          isExact || !network.graph().name().equals("two"), "three operators, not one");
      byte[] image = random.image(network);
      List<byte[]> expected = new IntegerEvaluation(network, Rounding.SINGLE).run(image);

      byte[] actual = run(network, image);

      for (int j = 0; j < actual.length; j++) {
        assertThat((int) actual[j])
            .as("case %d, value %d of %s", i, j, network.graph().nodes())
            .isCloseTo(expected.get(expected.size() - 1)[j], within(isExact ? 0 : 1));
      }
    }
  }

  private byte[] run(QuantizedNetwork network, byte[] image) throws IOException {
    Quantization in = network.quantization(0);
    float[] reals = new float[image.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = in.dequantize(image[i]);
    }
    Quantization out = network.quantization(network.graph().nodes().size() - 1);
    Path file = Files.write(folder.resolve("model.onnx"), OnnxWriter.write(network));
    try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
      float[] values = runtime.run(reals);
      byte[] integers = new byte[values.length];
      for (int i = 0; i < integers.length; i++) {
        integers[i] = out.quantize(values[i]);
      }
      return integers;
    }
  }
}
