package io.edgewise.jobs;

import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.export.onnx.OnnxWriter;
import io.edgewise.search.export.source.Framework;
import io.edgewise.search.export.source.SourceFile;
import io.edgewise.search.export.verify.OnnxRuntime;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.weights.WeightFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Both ends of round-trip.sh: {@code draw FOLDER} writes random architectures of each space and
 * their PyTorch files; {@code compare FOLDER} puts the weights that PyTorch saved into ONNX files
 * and holds what these compute against what PyTorch did.
 */
public final class RoundTrip {

  private static final List<String> SPACES =
      List.of("efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2");
  private static final int ARCHITECTURES = 10;
  private static final DeployView VIEW = new DeployView(64, 3, 10);

  private RoundTrip() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "draw" -> draw(folder);
      default -> compare(folder);
    }
  }

  private static void draw(Path folder) throws IOException {
    for (String space : SPACES) {
      for (int i = 0; i < ARCHITECTURES; i++) {
        Random random = new Random(Seeds.mix(17, SPACES.indexOf(space), i));
        Architecture drawn = SearchSpaceFile.find(space).sample(random);
        String name = space + "-" + i;
        write(folder.resolve(name + ".json"), space, drawn);
        Files.writeString(
            folder.resolve(name + ".py"),
            new SourceFile(name, VIEW.resolution(), VIEW.network(drawn)).text(Framework.PYTORCH));
      }
    }
  }

  private static void write(Path file, String space, Architecture architecture) throws IOException {
    Files.writeString(
        file, ArchitectureJson.write(new ArchitectureJson.Document(space, architecture)));
  }

  private static void compare(Path folder) throws IOException {
    double largest = 0;
    List<Path> architectures;
    try (Stream<Path> files = Files.list(folder)) {
      architectures = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : architectures) {
      String name = file.getFileName().toString().replace(".json", "");
      double difference = difference(folder, name, NetworkFile.read(file).architecture());
      System.out.printf(Locale.ROOT, "%-28s %.1e%n", name, difference);
      largest = Math.max(largest, difference);
    }
    System.out.printf(Locale.ROOT, "largest %.1e%n", largest);
    System.exit(largest <= 1e-4 ? 0 : 1);
  }

  private static double difference(Path folder, String name, Architecture architecture)
      throws IOException {
    BlockNetwork network = VIEW.network(architecture);
    FloatNetwork floats =
        new FloatNetwork(
            DeployedGraph.of(Lowering.lower(name, network), Head.LOGITS),
            FoldedFilters.of(network, WeightFile.read(folder.resolve(name + ".safetensors"))));
    Path onnx = Files.write(folder.resolve(name + ".onnx"), OnnxWriter.write(floats));
    float[] images = floats(folder.resolve(name + ".images"));
    float[] expected = floats(folder.resolve(name + ".logits"));
    int size = network.resolution() * network.resolution() * network.inputChannels();
    double largest = 0;
    try (OnnxRuntime runtime = OnnxRuntime.load(onnx)) {
      for (int i = 0; i * size < images.length; i++) {
        float[] image = new float[size];
        System.arraycopy(images, i * size, image, 0, size);
        float[] actual = runtime.run(image);
        for (int c = 0; c < actual.length; c++) {
          double value = expected[i * actual.length + c];
          largest = Math.max(largest, Math.abs(actual[c] - value) / Math.max(1, Math.abs(value)));
        }
      }
    }
    return largest;
  }

  private static float[] floats(Path file) throws IOException {
    FloatBuffer buffer =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
