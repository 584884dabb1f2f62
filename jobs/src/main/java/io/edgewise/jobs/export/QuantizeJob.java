package io.edgewise.jobs.export;

import io.edgewise.jobs.dataset.FullData;
import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.search.export.tflite.Labels;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteOptions.Ends;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.export.verify.OnnxInference;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.LayerNoise;
import io.edgewise.search.quantization.PostTrainingQuantization;
import io.edgewise.search.quantization.PostTrainingQuantization.Scored;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.RangeMethod;
import io.edgewise.search.quantization.Recipe;
import io.edgewise.search.quantization.Step;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Quantises a trained network, writes its files, and runs them in TensorFlow Lite and ONNX Runtime.
 * A recipe is chosen on calibration images: the one that keeps most classes of the float network.
 * What it costs is measured on held-out ones.
 *
 * @param ranges how they are found; empty for the recipe that is best on calibration images
 * @param steps of the recipe; where ranges is empty, those that are tried
 * @param head what comes last in the files
 * @param options what the {@code .tflite} has at its ends
 * @param resolution input size where the architecture's own resolution scale is 1; images are
 *     resized
 * @param images most training images that are calibrated on
 * @param scored most held-out images that the files are run on
 */
public record QuantizeJob(
    Optional<RangeMethod> ranges,
    Set<Step> steps,
    Head head,
    TfliteOptions options,
    int resolution,
    int images,
    int scored) {

  private static final int LEAST_IMAGES = 32;
  private static final int VERIFIED_IMAGES = 2;

  /** Images that recipes are compared on: a minute's work for a network of 224 x 224. */
  private static final int COMPARED_IMAGES = 200;

  private static final int NOISE_IMAGES = 4;
  private static final String TRIED = "tried.tflite";

  /**
   * Writes the files into a new folder.
   *
   * @param data calibrated on its training images, scored on the others
   * @throws SettingsException if an input does not fit the others
   * @throws io.edgewise.search.export.verify.VerificationException if a runtime is not there
   */
  public QuantizeReport write(Architecture architecture, Path weights, FullData data, Path out) {
    try (OutputFolder output = OutputFolder.at(out)) {
      QuantizeReport report = into(output, architecture, weights, data);
      output.complete();
      return report;
    }
  }

  /** The same into a folder that is to hold more, and is not complete then. */
  QuantizeReport into(OutputFolder output, Architecture architecture, Path weights, FullData data) {
    requireEnough(data);
    requireLabels(data.training().classes());
    BlockNetwork blocks = blocks(architecture, data);
    FloatNetwork network = TrainedNetwork.read(architecture.id().hex(), blocks, head, weights);
    FullData resized = data.at(blocks.resolution());
    LabelledPixels calibration = LabelledPixels.first(resized.training(), images);
    requireContent(calibration);
    LabelledPixels heldOut = LabelledPixels.first(resized.validation(), scored);
    PostTrainingQuantization quantization =
        new PostTrainingQuantization(network, OnnxInference::of, calibration.reals());
    List<Scored> tried =
        ranges.isPresent()
            ? List.of()
            : calibrated(() -> search(network, quantization, calibration, output));
    Recipe best =
        ranges
            .map(method -> new Recipe(steps, method))
            .orElseGet(
                () ->
                    tried.stream()
                        .filter(Scored::taken)
                        .reduce((earlier, later) -> later)
                        .orElseThrow()
                        .recipe());
    QuantizedNetwork integers = calibrated(() -> quantization.quantize(best));
    DeviceFiles files = DeviceFiles.write(network, integers, options, output);
    DeviceFiles.Verification seen =
        files.verify(network, integers, options, signed(heldOut.first(VERIFIED_IMAGES)));
    int[] answers = Classifier.tflite(files.tflite().file(), options.ends(), heldOut);
    Score.Pair scores = scores(files, heldOut, answers);
    List<LayerNoise> noise =
        quantization.noise(best, integers, heldOut.first(NOISE_IMAGES).reals());
    int compared = calibration.first(COMPARED_IMAGES).count();
    return new QuantizeReport(
        best,
        scores,
        Score.answers(heldOut.labels(), answers, data.training().classes()),
        tried,
        compared,
        noise,
        files.report(output.folder(), Optional.of(seen)));
  }

  /** An activation that is no number, or never changes, is the calibration's fault. */
  private static <T> T calibrated(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new SettingsException("calibration", List.of(String.valueOf(e.getMessage())));
    }
  }

  private List<Scored> search(
      FloatNetwork network,
      PostTrainingQuantization quantization,
      LabelledPixels calibration,
      OutputFolder output) {
    LabelledPixels compared = calibration.first(COMPARED_IMAGES);
    int[] floats = floatClasses(network, compared);
    return quantization.search(
        steps,
        integers -> {
          Path file =
              output.write(TRIED, TfliteWriter.write(integers, new TfliteOptions(Ends.INT8, null)));
          int[] classes = Classifier.tflite(file, Ends.INT8, compared);
          output.remove(file);
          return Score.of(compared.labels(), floats, classes).same();
        });
  }

  private static int[] floatClasses(FloatNetwork network, LabelledPixels pixels) {
    int last = network.graph().nodes().size() - 1;
    try (OnnxInference inference = OnnxInference.of(network)) {
      return pixels.reals().parallelStream()
          .mapToInt(image -> Score.argmax(inference.run(image).get(last)))
          .toArray();
    }
  }

  private static Score.Pair scores(DeviceFiles files, LabelledPixels heldOut, int[] integers) {
    int[] labels = heldOut.labels();
    int[] floats = Classifier.onnx(files.onnx().file(), heldOut);
    return new Score.Pair(Score.of(labels, floats, floats), Score.of(labels, floats, integers));
  }

  private static List<byte[]> signed(LabelledPixels pixels) {
    return IntStream.range(0, pixels.count()).mapToObj(pixels::signed).toList();
  }

  private BlockNetwork blocks(Architecture architecture, FullData data) {
    try {
      return new DeployView(resolution, data.training().channels(), data.training().classes())
          .network(architecture);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(architecture.id().hex(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private static void requireEnough(FullData data) {
    if (data.training().size() < LEAST_IMAGES) {
      throw new SettingsException(
          "calibration",
          List.of(
              "there are "
                  + data.training().size()
                  + " images; allowed are at least "
                  + LEAST_IMAGES));
    }
  }

  private static void requireContent(LabelledPixels calibration) {
    if (IntStream.range(0, calibration.count()).allMatch(calibration::isConstant)) {
      throw new SettingsException(
          "calibration",
          List.of(
              "every image has one value throughout; allowed are images of what is classified"));
    }
  }

  /** Refuses labels that do not fit before the work, which takes minutes. */
  private void requireLabels(int classes) {
    Labels labels = options.labels();
    if (labels != null && labels.names().size() != classes) {
      String background =
          Math.abs(labels.names().size() - classes) == 1
              ? "; a first label \"background\" may be missing, or one too many"
              : "";
      throw new SettingsException(
          "labels",
          List.of(
              "there are "
                  + labels.names().size()
                  + "; the data set has "
                  + classes
                  + " classes, and allowed is one a class"
                  + background));
    }
  }
}
