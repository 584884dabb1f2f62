package io.edgewise.jobs.report;

import io.edgewise.jobs.plan.Distribution;
import io.edgewise.jobs.plan.Distribution.Bin;
import io.edgewise.jobs.plan.Outlook;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;

/** Draws how latency, memory and operations are spread over a space, one picture below another. */
public final class PlanPlot {

  private static final int HEIGHT = 300;
  private static final int BINS = 20;

  private PlanPlot() {}

  /** The picture as PNG; without charts where the accelerator runs none of the sample. */
  public static byte[] png(Outlook outlook) {
    PlanQuantity[] quantities = PlanQuantity.values();
    BufferedImage image =
        new BufferedImage(Charts.WIDTH, quantities.length * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < quantities.length; i++) {
      Optional<Distribution> values = quantities[i].of(outlook.sample());
      if (values.isPresent()) {
        graphics.drawImage(
            BitmapEncoder.getBufferedImage(chart(quantities[i], values.get())),
            0,
            i * HEIGHT,
            null);
      }
    }
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static CategoryChart chart(PlanQuantity quantity, Distribution values) {
    CategoryChart chart = Charts.bars(HEIGHT, "", quantity.title(), "networks, %");
    chart.getStyler().setXAxisLabelRotation(45).setLegendVisible(false);
    List<Bin> bins = values.bins(BINS);
    chart.addSeries(
        quantity.title(),
        bins.stream().map(bin -> quantity.text(bin.from())).toList(),
        bins.stream().map(bin -> 100.0 * bin.count() / values.sorted().size()).toList());
    return chart;
  }
}
