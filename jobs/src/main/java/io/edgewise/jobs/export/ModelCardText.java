package io.edgewise.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model card for people, as Markdown. */
final class ModelCardText {

  /** The confusion of more classes is in the JSON alone. */
  private static final int MOST_CLASSES = 20;

  private final ModelCard card;
  private final boolean pictured;
  private final List<String> lines = new ArrayList<>();

  private ModelCardText(ModelCard card, boolean pictured) {
    this.card = card;
    this.pictured = pictured;
  }

  /**
   * Returns the text of a card.
   *
   * @param pictured whether {@link ModelExport#PICTURE} lies beside it
   */
  static String of(ModelCard card, boolean pictured) {
    return new ModelCardText(card, pictured).text();
  }

  private String text() {
    line("# Network %s", card.architecture());
    line("");
    line(
        "A classifier of %d classes for images of %d pixels and %d channels, in int8 for Edge TPUs;"
            + " pixels go in unchanged.",
        card.deployed().classes(), card.deployed().resolution(), card.deployed().inputChannels());
    accuracy();
    confusion();
    latency();
    check();
    architecture();
    provenance();
    files();
    return String.join("\n", lines) + "\n";
  }

  private void accuracy() {
    ModelCard.Accuracy accuracy = card.accuracy();
    heading("Accuracy");
    line("Top-1 on %d %s, as the written files computed it:", accuracy.images(), scored());
    line("");
    line("| file | runtime | top-1 |");
    line("|---|---|---|");
    line("| `model.onnx`, floats | ONNX Runtime | %.2f %% |", 100 * accuracy.floatTop1());
    line("| `model.tflite`, int8 | TensorFlow Lite | %.2f %% |", 100 * accuracy.int8Top1());
    line("");
    line(
        "Both give the same class to %.2f %% of them. Quantised by: %s.",
        100 * accuracy.sameClass(), accuracy.recipe());
    accuracy
        .validation()
        .ifPresent(
            validation ->
                line(
                    "The network's file says %.2f %% (%s) on validation images.",
                    100 * validation.value(), validation.metric()));
    line("%s", card.rounding());
    if (!accuracy.verified()) {
      line("");
      line("**A runtime did not compute what it should.**");
    }
  }

  private String scored() {
    return card.data().scored();
  }

  private void confusion() {
    List<Integer> confusion = card.answers().confusion();
    int classes = card.answers().images().size();
    if (confusion.isEmpty() || classes > MOST_CLASSES) {
      return;
    }
    heading("Confusion");
    line("Answers of `model.tflite`, in images: a row a class, a column an answer.");
    line("");
    line("| |%s", columns(classes, card::label));
    line("|---%s", columns(classes, label -> "---"));
    for (int i = 0; i < classes; i++) {
      int row = i * classes;
      line(
          "| **%s** |%s",
          cell(card.label(i)), columns(classes, answer -> confusion.get(row + answer).toString()));
    }
  }

  private static String columns(int count, java.util.function.IntFunction<String> cell) {
    return IntStream.range(0, count)
        .mapToObj(i -> " " + cell(cell.apply(i)) + " |")
        .collect(Collectors.joining("", "", ""));
  }

  /** A text from outside is data to the page, never its markup. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }

  private void latency() {
    heading("Latency");
    line("Simulated, one image at a time; the first is what the network was chosen for.");
    line("");
    line("| accelerator | latency | expected between | parameters kept | streamed an image |");
    line("|---|---|---|---|---|");
    for (DeviceLatency device : card.latency()) {
      line(
          "| %s | %s | %s | %,d B | %,d B |",
          cell(device.accelerator()),
          device
              .latencyMillis()
              .map(ms -> format("%.3f ms", ms))
              .orElseGet(() -> "does not run: " + cell(device.refused().orElse(""))),
          device
              .interval()
              .map(
                  i ->
                      format("%.3f and %.3f ms (%.0f %%)", i.low(), i.high(), 100 * i.confidence()))
              .orElse(""),
          device.cachedParameterBytes(),
          device.streamedParameterBytes());
    }
  }

  private void check() {
    DeviceCheck check = card.check();
    heading("Check");
    line(
        "Of the operators of `model.tflite`, %d run on the Edge TPU, %d on the host, and of %d"
            + " it is not known.",
        check.device(), check.host(), check.notKnown());
    check.findings().forEach(finding -> line("* %s", finding));
  }

  private void architecture() {
    heading("Architecture");
    if (pictured) {
      line("![latency block by block](%s)", ModelExport.PICTURE);
      line("");
    }
    line("On %s:", card.accelerator());
    line("");
    line("| block | operators | output | MAC | parameter bytes | ms |");
    line("|---|---|---|---|---|---|");
    for (NetworkBlock block : card.blocks()) {
      line(
          "| %s | %s | %s | %,d | %,d | %.3f |",
          block.name(),
          String.join(", ", block.operators()),
          block.output(),
          block.macs(),
          block.parameterBytes(),
          block.latencyMillis());
    }
  }

  private void provenance() {
    heading("Where it comes from");
    line(
        "Space %s%s.",
        cell(card.space()),
        card.search()
            .map(search -> format(", search %s, trial %s", search, card.trial().orElse("")))
            .orElse(""));
    line(
        "Data set %s: calibrated on %d training images, held against %s.",
        card.data().kind(), card.data().calibrated(), scored());
    line("");
    line("| | |");
    line("|---|---|");
    card.training()
        .ifPresent(training -> training.path("settings").fields().forEachRemaining(this::setting));
    card.versions().forEach((name, version) -> line("| %s | %s |", name, cell(version)));
  }

  private void setting(Map.Entry<String, JsonNode> setting) {
    line("| %s | %s |", cell(setting.getKey()), cell(setting.getValue().asText()));
  }

  private void files() {
    heading("Files");
    card.files().forEach(file -> line("* `%s`: %,d bytes", file.name(), file.bytes()));
  }

  private void heading(String text) {
    line("");
    line("## %s", text);
    line("");
  }

  private void line(String format, Object... values) {
    lines.add(format(format, values));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
