package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.sim.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Tells what a data set holds, and what of it is left out, before anything is done with it. */
public final class DatasetAnnouncement {

  private DatasetAnnouncement() {}

  /**
   * Reads a data set and announces it.
   *
   * @param tell takes each line
   * @throws io.edgewise.search.dataset.DatasetException as {@link DatasetLoader#load}
   */
  public static DataSplit load(
      DatasetSettings settings, Configuration configuration, Consumer<String> tell) {
    DataSplit data = DatasetLoader.load(settings, configuration);
    List<String> lines = new ArrayList<>();
    DatasetLoader.contents(settings, configuration).ifPresent(c -> lines.addAll(c.lines()));
    lines.add(taken(data));
    String kind = Settings.label(settings.kind());
    lines.forEach(line -> tell.accept("data set " + kind + ": " + line));
    return data;
  }

  private static String taken(DataSplit data) {
    ImageSet images = data.training();
    return String.format(
        Locale.ROOT,
        "%d training and %d validation images of %dx%dx%d in %d classes",
        images.size(),
        data.validation().size(),
        images.height(),
        images.width(),
        images.channels(),
        images.classes());
  }
}
