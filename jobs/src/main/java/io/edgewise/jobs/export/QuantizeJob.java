package io.edgewise.jobs.export;

import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.export.tflite.Labels;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteOptions.Ends;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.export.verify.TfliteRuntime;
import io.edgewise.search.export.verify.TfliteRuntime.Kernels;
import io.edgewise.search.export.verify.TfliteVerification;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatEvaluation;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Quantises a trained network: each recipe is calibrated, written, and run in TensorFlow Lite on
 * labelled images; the one that keeps most classes of the float network is taken.
 *
 * @param resolution input size where the architecture's own resolution scale is 1; images are
 *     resized
 * @param images most images of either part of the data that are used
 */
public record QuantizeJob(List<Recipe> recipes, TfliteOptions options, int resolution, int images) {

  private static final int LEAST_IMAGES = 32;
  private static final int VERIFIED_IMAGES = 2;

  /** One recipe's network, the file of it, and what it does on the held-out images. */
  private record Candidate(Recipe recipe, QuantizedNetwork network, Path file, Score score) {}

  public QuantizeJob {
    recipes = List.copyOf(recipes);
  }

  /**
   * Writes model.tflite into a new folder.
   *
   * @param data calibrated on its training images, scored on the others
   * @throws SettingsException if an input does not fit the others
   * @throws io.edgewise.search.export.verify.VerificationException if TensorFlow Lite is not there
   */
  public QuantizeReport write(Architecture architecture, Path weights, DataSplit data, Path out) {
    requireEnough(data);
    requireLabels(data.training().classes());
    try (OutputFolder output = OutputFolder.at(out)) {
      BlockNetwork blocks = blocks(architecture, data);
      String name = architecture.id().hex();
      FloatNetwork network = TrainedNetwork.read(name, blocks, Head.SOFTMAX, weights);
      DataSplit resized = data.atResolution(blocks.resolution());
      LabelledPixels calibration = LabelledPixels.first(resized.training(), images);
      LabelledPixels heldOut = LabelledPixels.first(resized.validation(), images);
      int[] floats = classes(network, heldOut);
      List<Candidate> candidates = candidates(network, calibration, heldOut, floats, output);
      Candidate best = candidates.get(0);
      TfliteVerification seen = verify(best, heldOut);
      byte[] bytes = TfliteWriter.write(best.network(), options);
      candidates.forEach(candidate -> output.remove(candidate.file()));
      TfliteReader.read(output.write(TfliteExport.FILE, bytes));
      output.complete();
      Score ofFloats = Score.of(heldOut.set().labels(), floats, floats);
      List<QuantizeReport.Line> lines =
          candidates.stream().map(c -> new QuantizeReport.Line(c.recipe(), c.score())).toList();
      return new QuantizeReport(
          out.resolve(TfliteExport.FILE), bytes.length, ofFloats, lines, seen);
    }
  }

  private BlockNetwork blocks(Architecture architecture, DataSplit data) {
    try {
      return new DeployView(resolution, data.training().channels(), data.training().classes())
          .network(architecture);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(architecture.id().hex(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private static void requireEnough(DataSplit data) {
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

  /** Checks the labels before the work, which takes minutes. */
  private void requireLabels(int classes) {
    Labels labels = options.labels();
    if (labels != null && labels.names().size() != classes) {
      throw new SettingsException(
          "labels",
          List.of(
              "there are "
                  + labels.names().size()
                  + "; the data set has "
                  + classes
                  + " classes, and allowed is one a class"));
    }
  }

  /** Best first; of equals the simpler recipe. */
  private List<Candidate> candidates(
      FloatNetwork network,
      LabelledPixels calibration,
      LabelledPixels heldOut,
      int[] floats,
      OutputFolder output) {
    List<float[]> reals = calibration.reals();
    List<Candidate> candidates = new ArrayList<>();
    for (Recipe recipe : recipes) {
      QuantizedNetwork quantized = quantize(recipe, network, reals);
      Path file =
          output.write(
              recipe.name() + TfliteReader.SUFFIX,
              TfliteWriter.write(quantized, new TfliteOptions(Ends.UINT8, null)));
      int[] classes = classes(file, heldOut);
      candidates.add(
          new Candidate(
              recipe, quantized, file, Score.of(heldOut.set().labels(), floats, classes)));
    }
    candidates.sort(Comparator.comparingInt(candidate -> -candidate.score().same()));
    return candidates;
  }

  private static QuantizedNetwork quantize(
      Recipe recipe, FloatNetwork network, List<float[]> images) {
    try {
      return recipe.quantize(network, images);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("calibration", List.of(String.valueOf(e.getMessage())));
    }
  }

  private TfliteVerification verify(Candidate candidate, LabelledPixels pixels) {
    int count = Math.min(VERIFIED_IMAGES, pixels.count());
    List<byte[]> signed = IntStream.range(0, count).mapToObj(pixels::signed).toList();
    return TfliteVerification.run(candidate.file(), candidate.network(), signed, true);
  }

  private static int[] classes(FloatNetwork network, LabelledPixels pixels) {
    FloatEvaluation evaluation = new FloatEvaluation(network);
    int last = network.graph().nodes().size() - 1;
    return pixels.reals().parallelStream()
        .mapToInt(image -> Score.argmax(evaluation.run(image).get(last)))
        .toArray();
  }

  private static int[] classes(Path file, LabelledPixels pixels) {
    try (TfliteRuntime runtime = TfliteRuntime.load(file, Kernels.BUILTIN)) {
      return IntStream.range(0, pixels.count())
          .map(i -> Score.argmaxUnsigned(runtime.run(pixels.unsigned(i))))
          .toArray();
    }
  }
}
