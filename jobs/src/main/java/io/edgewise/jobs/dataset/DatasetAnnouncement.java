package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.Images;
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
    announce(new FullData.Held(data, settings), settings, configuration, tell);
    return data;
  }

  /**
   * Reads a data set for a training to the end, or what is to be known of one that is read as it is
   * needed, and announces it.
   *
   * @param tell takes each line
   * @throws io.edgewise.search.dataset.DatasetException as {@link DatasetLoader#full}
   */
  public static FullData full(
      DatasetSettings settings, Configuration configuration, Consumer<String> tell) {
    FullData data = DatasetLoader.full(settings, configuration);
    announce(data, settings, configuration, tell);
    return data;
  }

  private static void announce(
      FullData data, DatasetSettings settings, Configuration configuration, Consumer<String> tell) {
    List<String> lines = new ArrayList<>();
    DatasetLoader.contents(settings, configuration).ifPresent(c -> lines.addAll(c.lines()));
    lines.add(taken(data));
    if (data instanceof FullData.Streamed) {
      lines.add(
          "its pictures are read as they are needed: in memory they would take more than"
              + " dataset.max-bytes = "
              + settings.maxBytes());
    }
    String kind = Settings.label(settings.kind());
    lines.forEach(line -> tell.accept("data set " + kind + ": " + line));
  }

  private static String taken(FullData data) {
    Images images = data.training();
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
