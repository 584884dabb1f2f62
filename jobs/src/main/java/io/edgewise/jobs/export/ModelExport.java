package io.edgewise.jobs.export;

import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.report.AnswerFiles;
import io.edgewise.jobs.report.Charts;
import io.edgewise.jobs.report.Drawing;
import io.edgewise.search.export.tflite.Labels;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.Recipe;
import io.edgewise.search.weights.SafetensorsWriter;
import io.edgewise.search.weights.WeightFile;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.knowm.xchart.CategoryChart;

/**
 * Exports a trained model: what {@link QuantizeJob} writes of it, its weights for other tools, and
 * a card that says what all of it is.
 *
 * @param head what comes last in the files
 * @param options what the {@code .tflite} has at its ends; its labels are the model's where it says
 *     none
 * @param tell takes what is to be known before the work
 */
public record ModelExport(Head head, TfliteOptions options, Consumer<String> tell) {

  static final String CARD = "model-card.json";
  static final String PICTURE = "architecture.png";

  /** Training images that give the ranges of activations. */
  static final int CALIBRATED = 500;

  private static final int MOST_IN_A_PICTURE = 20;

  /**
   * Writes a new folder.
   *
   * @param dataset training images to calibrate on; of the test images, all are scored
   * @throws SettingsException if the model, the data set and the folder do not fit each other
   * @throws io.edgewise.search.export.verify.VerificationException if a runtime is not there or
   *     refuses a file; nothing is left then
   */
  public ExportReport write(TrainedModel model, DatasetSettings dataset, Path folder) {
    Finding finding = model.finding();
    TfliteOptions labelled = labelled(model);
    try (OutputFolder output = OutputFolder.at(folder)) {
      CalibrationData data =
          CalibrationData.load(dataset.forSide(finding.deployed().resolution()), tell);
      requireSameClasses(model, data);
      QuantizeReport quantized =
          new QuantizeJob(
                  Optional.empty(),
                  Recipe.USUAL_STEPS,
                  head,
                  labelled,
                  finding.deployed().resolution(),
                  CALIBRATED,
                  Integer.MAX_VALUE)
              .into(output, model.network().architecture(), model.weights(), data.images());
      List<DeviceFilesReport.File> files = new ArrayList<>(quantized.files().files());
      files.addAll(weights(model, output));
      ModelCard card =
          new ExportedModel(model, labels(labelled), dataset, data, quantized)
              .card(files, output.file("model.tflite"));
      Optional<byte[]> picture = Drawing.here().of(() -> picture(card));
      picture.ifPresent(png -> output.write(PICTURE, png));
      new AnswerFiles(card.answers(), card.labels())
          .texts()
          .forEach((name, text) -> output.write(name, utf8(text)));
      output.write(CARD, utf8(card.json()));
      output.write("model-card.md", utf8(ModelCardText.of(card, picture.isPresent())));
      output.complete();
      return new ExportReport(folder, card.accuracy(), card.data().scored());
    }
  }

  private TfliteOptions labelled(TrainedModel model) {
    return options.labels() == null
        ? new TfliteOptions(options.ends(), model.labels().orElse(null))
        : options;
  }

  private static List<String> labels(TfliteOptions labelled) {
    Labels labels = labelled.labels();
    return labels == null ? List.of() : labels.names();
  }

  private static void requireSameClasses(TrainedModel model, CalibrationData data) {
    int classes = model.finding().deployed().classes();
    int found = data.images().training().classes();
    if (found != classes) {
      throw new SettingsException(
          model.network().architecture().id().hex(),
          List.of(
              "has "
                  + classes
                  + " classes, and the data set "
                  + found
                  + "; allowed is one of as many"
                  + (Math.abs(found - classes) == 1
                      ? "; a first class \"background\" may be missing, or one too many"
                      : "")));
    }
  }

  private static List<DeviceFilesReport.File> weights(TrainedModel model, OutputFolder output) {
    List<DeviceFilesReport.File> files = new ArrayList<>();
    byte[] weights =
        SafetensorsWriter.write(
            WeightFile.read(model.weights()),
            Map.of("architecture", model.network().architecture().id().hex()));
    files.add(written(output, "model.safetensors", weights));
    model.zip().ifPresent(zip -> files.add(written(output, "model.zip", bytes(zip))));
    files.add(written(output, "architecture.json", utf8(model.network().toJson())));
    return files;
  }

  private static DeviceFilesReport.File written(OutputFolder output, String name, byte[] content) {
    output.write(name, content);
    return new DeviceFilesReport.File(name, content.length);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SettingsException(file.toString(), List.of(Unreadable.reason(file, e)));
    }
  }

  private static byte[] picture(ModelCard card) {
    CategoryChart chart =
        Charts.bars(
            card.architecture() + " block by block, on " + card.accelerator(), "", "simulated ms");
    chart.getStyler().setXAxisLabelRotation(30).setXAxisMaxLabelCount(MOST_IN_A_PICTURE);
    chart.getStyler().setLegendVisible(false);
    chart.addSeries(
        "latency",
        card.blocks().stream().map(NetworkBlock::name).toList(),
        card.blocks().stream().map(NetworkBlock::latencyMillis).toList());
    return Charts.png(chart);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
