package io.edgewise.jobs.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The report tells where an export lies and what its files are worth.
 *
 * @param scored which images they were held against
 */
public record ExportReport(Path folder, ModelCard.Accuracy accuracy, String scored) {

  /** The report for eyes. */
  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "exported to %s: model.tflite, model.onnx, model-int8.onnx, weights, model-card.md",
            folder),
        String.format(
            Locale.ROOT,
            "float top-1 %.2f %% of %d %s (model.onnx in ONNX Runtime)",
            100 * accuracy.floatTop1(),
            accuracy.images(),
            scored),
        String.format(
            Locale.ROOT,
            "int8  top-1 %.2f %% of %d %s (model.tflite in TensorFlow Lite), the same class on"
                + " %.2f %%: %s",
            100 * accuracy.int8Top1(),
            accuracy.images(),
            scored,
            100 * accuracy.sameClass(),
            accuracy.recipe()));
  }

  /** Tells whether the files compute what they should. */
  public boolean isGood() {
    return accuracy.verified();
  }
}
