package io.edgewise.jobs.report;

import io.edgewise.search.table.CsvWriter;
import io.edgewise.search.training.EpochResult;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The learning curves of a full training: loss and validation accuracy by epoch.
 *
 * @param epochs at least one, in order
 */
public record LearningCurves(List<EpochResult> epochs) {

  private static final int ACCURACY_AXIS = 1;

  public LearningCurves {
    epochs = List.copyOf(epochs);
  }

  /** A table of a line an epoch, counted from 1. */
  public String csv() {
    return CsvWriter.text(
        List.of("epoch", "loss", "validation_accuracy"),
        IntStream.range(0, epochs.size()).mapToObj(this::row).toList());
  }

  private List<String> row(int index) {
    EpochResult epoch = epochs.get(index);
    return List.of(
        String.valueOf(index + 1),
        String.format(Locale.ROOT, "%.6f", epoch.loss()),
        String.format(Locale.ROOT, "%.6f", epoch.accuracy()));
  }

  /**
   * The picture as PNG, the loss on the left axis and the accuracy in per cent on the right.
   *
   * @param title above it
   */
  public byte[] png(String title) {
    XYChart chart = Charts.lines(title, "epoch", "");
    chart.getStyler().setYAxisGroupPosition(ACCURACY_AXIS, Styler.YAxisPosition.Right);
    chart.setYAxisGroupTitle(0, "training loss");
    chart.setYAxisGroupTitle(ACCURACY_AXIS, "validation accuracy, %");
    double[] numbers = IntStream.rangeClosed(1, epochs.size()).asDoubleStream().toArray();
    chart
        .addSeries("loss", numbers, epochs.stream().mapToDouble(EpochResult::loss).toArray())
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.GRAY);
    double[] accuracies = epochs.stream().mapToDouble(e -> 100 * e.accuracy()).toArray();
    chart
        .addSeries("validation accuracy", numbers, accuracies)
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Charts.CHOSEN)
        .setYAxisGroup(ACCURACY_AXIS);
    return Charts.png(chart);
  }
}
