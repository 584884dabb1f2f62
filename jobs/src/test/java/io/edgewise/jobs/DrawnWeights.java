package io.edgewise.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.network.WeightNames.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Weights as PyTorch saves them, drawn at random. */
final class DrawnWeights {

  private DrawnWeights() {}

  /**
   * Writes a safetensors file: kernels normal with variance 2 over their inputs, scales and
   * variances of 1 to 2, small offsets.
   *
   * @param constants arrays that have one value throughout instead
   */
  static void write(Path file, long seed, List<Weight> names, Map<String, Float> constants)
      throws IOException {
    Random random = new Random(seed);
    ObjectNode header = new ObjectMapper().createObjectNode();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Weight weight : names) {
      ObjectNode entry = header.putObject(weight.name()).put("dtype", "F32");
      entry.putPOJO("shape", weight.shape());
      entry.putPOJO("data_offsets", List.of(data.size(), data.size() + 4 * weight.size()));
      ByteBuffer bytes =
          ByteBuffer.allocate((int) (4 * weight.size())).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        float drawn = draw(weight, random);
        bytes.putFloat(constants.getOrDefault(weight.name(), drawn));
      }
      data.writeBytes(bytes.array());
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer whole =
        ByteBuffer.allocate(8 + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
    whole.putLong(json.length).put(json).put(data.toByteArray());
    Files.write(file, whole.array());
  }

  private static float draw(Weight weight, Random random) {
    if (weight.name().matches(".*bn\\.(weight|running_var)")) {
      return 1 + random.nextFloat();
    }
    double deviation = Math.sqrt(2.0 * weight.shape().get(0) / weight.size());
    return (float) (random.nextGaussian() * (weight.shape().size() == 1 ? 0.1 : deviation));
  }
}
