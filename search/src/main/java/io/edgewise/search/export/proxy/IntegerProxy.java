package io.edgewise.search.export.proxy;

import io.edgewise.search.accuracy.AnswerCount;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteOptions.Ends;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.export.verify.OnnxInference;
import io.edgewise.search.export.verify.TfliteRuntime;
import io.edgewise.search.export.verify.TfliteRuntime.Kernels;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.TrainedProxy;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.quantization.PostTrainingQuantization;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Recipe;
import io.edgewise.search.quantization.Step;
import io.edgewise.search.weights.NamedArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A proxy in int8: ranges of activations by their least and largest values, biases corrected by
 * means, one recipe for all so that networks differ and not recipes.
 *
 * @param network the proxy
 * @param trained its weights
 */
public record IntegerProxy(BlockNetwork network, TrainedProxy trained) {

  private static final Recipe RECIPE = Recipe.MINMAX.with(Step.BIAS_CORRECTION);

  /** Training images that the ranges come from. */
  private static final int CALIBRATION_IMAGES = 256;

  private static final String STEM = "stem.conv.weight";

  /**
   * The answers to the validation images, in TensorFlow Lite on the calling thread.
   *
   * @param data what it was trained on
   * @throws IllegalArgumentException if it cannot be quantised, as where a layer has died; the
   *     message names the layer
   * @throws io.edgewise.search.export.verify.VerificationException if a runtime is not there
   */
  public Confusion answers(DataSplit data) {
    DataSplit sized = data.atResolution(network.resolution());
    PixelScale pixels = PixelScale.of(trained.pixels());
    return run(quantized(pixels, sized.training()), pixels, sized.validation());
  }

  private QuantizedNetwork quantized(PixelScale pixels, ImageSet training) {
    FloatNetwork floats =
        new FloatNetwork(
            DeployedGraph.of(Lowering.lower("proxy", network), Head.LOGITS),
            FoldedFilters.of(network, onScale(pixels)));
    List<float[]> calibration =
        IntStream.range(0, Math.min(CALIBRATION_IMAGES, training.size()))
            .mapToObj(image -> pixels.reals(training, image))
            .toList();
    return new PostTrainingQuantization(floats, OnnxInference::of, calibration).quantize(RECIPE);
  }

  /** The weights of the same function of pixels that are a share of the largest. */
  private Map<String, NamedArray> onScale(PixelScale pixels) {
    Map<String, NamedArray> weights = new LinkedHashMap<>(trained.weights());
    weights.computeIfPresent(STEM, (name, kernels) -> pixels.times(kernels));
    return weights;
  }

  private static Confusion run(QuantizedNetwork integers, PixelScale pixels, ImageSet images) {
    try {
      Path file = Files.createTempFile("proxy", ".tflite");
      try {
        Files.write(file, TfliteWriter.write(integers, new TfliteOptions(Ends.INT8, null)));
        return run(file, pixels, images);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a proxy in int8 cannot be written for TensorFlow Lite", e);
    }
  }

  private static Confusion run(Path file, PixelScale pixels, ImageSet images) {
    AnswerCount count = new AnswerCount(images.classes());
    try (TfliteRuntime runtime = TfliteRuntime.load(file, Kernels.BUILTIN)) {
      for (int image = 0; image < images.size(); image++) {
        count.add(images.label(image), floats(runtime.run(pixels.integers(images, image))), 0);
      }
    }
    return count.confusion();
  }

  private static float[] floats(byte[] logits) {
    float[] floats = new float[logits.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = logits[i];
    }
    return floats;
  }
}
