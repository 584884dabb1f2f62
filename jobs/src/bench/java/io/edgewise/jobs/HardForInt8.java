package io.edgewise.jobs;

import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.CifarBinary;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.export.verify.OnnxRuntime;
import io.edgewise.search.export.verify.TfliteRuntime;
import io.edgewise.search.export.verify.TfliteRuntime.Kernels;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.weights.SafetensorsWriter;
import io.edgewise.search.weights.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The two steps of hard-for-int8.sh that no command does: {@code scale ARCH.json IN.safetensors
 * OUT.safetensors SEED} writes weights of the same float function that are hard for int8; {@code
 * agree FOLDER CIFAR-FOLDER} counts the test images that the runtimes give one class, running what
 * {@code quantize --io int8} wrote.
 */
public final class HardForInt8 {

  private static final DeployView VIEW = new DeployView(32, 3, 10);

  private HardForInt8() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("scale")) {
      BlockNetwork network = VIEW.network(NetworkFile.read(Path.of(arguments[1])).architecture());
      Files.write(
          Path.of(arguments[3]),
          SafetensorsWriter.write(
              IllScaledWeights.of(
                  network,
                  WeightFile.read(Path.of(arguments[2])),
                  new SplittableRandom(Long.parseLong(arguments[4]))),
              Map.of()));
    } else {
      agree(Path.of(arguments[1]), Path.of(arguments[2]));
    }
  }

  private static void agree(Path folder, Path cifar) throws IOException {
    ImageSet images = read(cifar.resolve("test_batch.bin"));
    int[] builtin = tflite(folder, Kernels.BUILTIN, images);
    print("XNNPACK and the builtin kernels", builtin, tflite(folder, Kernels.XNNPACK, images));
    print(
        "ONNX Runtime's int8 and the builtin kernels",
        builtin,
        onnx(folder.resolve("model-int8.onnx"), images));
    print(
        "ONNX Runtime's floats and the builtin kernels",
        builtin,
        onnx(folder.resolve("model.onnx"), images));
  }

  private static void print(String who, int[] builtin, int[] classes) {
    long same = IntStream.range(0, classes.length).filter(i -> builtin[i] == classes[i]).count();
    System.out.printf(
        Locale.ROOT,
        "%s: one class on %d of %d images (%.2f %%)%n",
        who,
        same,
        classes.length,
        100.0 * same / classes.length);
  }

  private static int[] tflite(Path folder, Kernels kernels, ImageSet images) {
    try (TfliteRuntime runtime = TfliteRuntime.load(folder.resolve("model.tflite"), kernels)) {
      return IntStream.range(0, images.size())
          .map(i -> argmax(floats(runtime.run(signed(images, i)), 1)))
          .toArray();
    }
  }

  private static int[] onnx(Path file, ImageSet images) {
    try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
      return IntStream.range(0, images.size())
          .map(i -> argmax(runtime.run(floats(signed(images, i), 128))))
          .toArray();
    }
  }

  private static ImageSet read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CifarBinary.read(file.toString(), in, new ByteLimit("bytes", 1L << 30));
    }
  }

  /** Pixels less 128, HWC. */
  private static byte[] signed(ImageSet set, int image) {
    byte[] pixels = new byte[set.imageBytes()];
    set.image(image, pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] ^= (byte) 0x80;
    }
    return pixels;
  }

  private static float[] floats(byte[] values, float divisor) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i] / divisor;
    }
    return floats;
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
