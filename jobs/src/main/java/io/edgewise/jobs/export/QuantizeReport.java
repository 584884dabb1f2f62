package io.edgewise.jobs.export;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.quantization.LayerNoise;
import io.edgewise.search.quantization.PostTrainingQuantization.Scored;
import io.edgewise.search.quantization.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The report tells what quantisation cost, and what was written.
 *
 * @param recipe that was taken
 * @param scores on held-out images
 * @param answers of {@code model.tflite} to these, in TensorFlow Lite
 * @param tried the recipes that were compared, in order; empty if one was asked for
 * @param comparedImages calibration images that they were compared on
 * @param noise of every layer with weights, in order
 */
public record QuantizeReport(
    Recipe recipe,
    Score.Pair scores,
    Answers answers,
    List<Scored> tried,
    int comparedImages,
    List<LayerNoise> noise,
    DeviceFilesReport files) {

  private static final int WORST = 5;

  public QuantizeReport {
    tried = List.copyOf(tried);
    noise = List.copyOf(noise);
  }

  /** The report for eyes. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    tried.forEach(scored -> lines.add(line(scored)));
    lines.add(
        String.format(
            Locale.ROOT,
            "float  accuracy %.4f on %d held-out images",
            scores.floats().accuracy(),
            scores.floats().images()));
    lines.add(
        String.format(
            Locale.ROOT,
            "int8   accuracy %.4f, another class than the float network's on %d of them (%.2f%% the same): %s",
            scores.integers().accuracy(),
            scores.integers().images() - scores.integers().same(),
            100 * scores.integers().agreement(),
            recipe));
    lines.add("worst layers, signal to noise alone and with all before them, dB:");
    worst().forEach(layer -> lines.add(line(layer)));
    lines.addAll(files.lines());
    return lines;
  }

  /** The layers that lose most by themselves, the worst first. */
  List<LayerNoise> worst() {
    return noise.stream()
        .sorted(Comparator.comparingDouble(LayerNoise::alone))
        .limit(WORST)
        .toList();
  }

  private String line(Scored scored) {
    return String.format(
        Locale.ROOT,
        "%-44s the float network's class on %d of %d calibration images%s",
        scored.recipe(),
        scored.score(),
        comparedImages,
        scored.taken() ? ", taken" : "");
  }

  private static String line(LayerNoise layer) {
    return String.format(
        Locale.ROOT, "  %-28s %6.1f %6.1f", layer.layer(), layer.alone(), layer.accumulated());
  }

  /** Tells whether the files compute what they should. */
  public boolean isGood() {
    return files.isGood();
  }
}
