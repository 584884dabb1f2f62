package io.edgewise.jobs.export;

import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.dataset.FullData;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * The images that a network is quantised with and held against.
 *
 * @param images training images to calibrate on, and others to score
 * @param areTest whether those are test images, of which neither the search nor the training knows;
 *     else the held-out ones, by which the best epoch was chosen
 */
public record CalibrationData(FullData images, boolean areTest) {

  /**
   * Reads and announces a data set.
   *
   * @param tell takes each line
   * @throws io.edgewise.search.dataset.DatasetException if it cannot be read
   */
  public static CalibrationData load(DatasetSettings settings, Consumer<String> tell) {
    Configuration hadoop = new Configuration();
    FullData data = DatasetAnnouncement.full(settings, hadoop, tell);
    Optional<FullData> tested = DatasetLoader.fullTested(settings, hadoop);
    return new CalibrationData(tested.orElse(data), tested.isPresent());
  }

  /** The scored images in words. */
  String scored() {
    return areTest ? "test images" : "held-out images";
  }
}
