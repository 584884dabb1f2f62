package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.dataset.Images;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * Gives every task of a JVM the same data set: the first that asks reads it, the others wait for
 * it. A data set that could not be read is tried again by the next that asks.
 */
public final class DatasetLoader {

  private static final Kept<Loaded> LOADED = new Kept<>();
  private static final Kept<Optional<FullData>> STREAMED = new Kept<>();

  private record Loaded(DataSplit split, Optional<DatasetContents> contents) {}

  private DatasetLoader() {}

  /**
   * The training and validation images: at most {@code examples} of the training files, the
   * validation images held out from them, both in proportion of the classes. Where the data set has
   * validation files, as many validation images are taken from these instead. Every prefix of
   * either set is in proportion too.
   *
   * @throws DatasetException if a file is missing, damaged or too large, or there are too few
   *     images; the message names the key, the file and what is allowed
   */
  public static DataSplit load(DatasetSettings settings, Configuration configuration) {
    return loaded(settings, configuration).split;
  }

  /**
   * Returns what the files hold of which {@link #load} takes its images.
   *
   * @return empty if the images are generated
   * @throws DatasetException as {@link #load}
   */
  public static Optional<DatasetContents> contents(
      DatasetSettings settings, Configuration configuration) {
    return streamed(settings, configuration).isPresent()
        ? OpenDataset.of(settings, configuration).contents()
        : loaded(settings, configuration).contents;
  }

  /**
   * Counts the training images of {@link #load}.
   *
   * @throws DatasetException as {@link #load}
   */
  public static int trainingImages(DatasetSettings settings, Configuration configuration) {
    return loaded(settings, configuration).split.training().size();
  }

  /**
   * Digests the files that training and validation images come from, so that a search can tell that
   * they have changed.
   *
   * @return keys that begin with {@code data.}; empty if the images are generated
   * @throws DatasetException as {@link #load}
   */
  public static SortedMap<String, String> digest(
      DatasetSettings settings, Configuration configuration) {
    return OpenDataset.of(settings, configuration).digest();
  }

  /**
   * The test images, which {@link #load} never touches: at most {@code testExamples}, in proportion
   * of the classes. Read anew by each call.
   *
   * @return empty if the data set has no test files
   * @throws DatasetException as {@link #load}, and if they do not fit the training images
   */
  public static Optional<ImageSet> loadTest(DatasetSettings settings, Configuration configuration) {
    return OpenDataset.of(settings, configuration).test(load(settings, configuration).training());
  }

  /**
   * The images of {@link #load} for a network that is trained to its end: in memory where they fit,
   * and otherwise read when they are asked for.
   *
   * @throws DatasetException as {@link #load}
   */
  public static FullData full(DatasetSettings settings, Configuration configuration) {
    return streamed(settings, configuration)
        .orElseGet(() -> new FullData.Held(load(settings, configuration), settings));
  }

  /**
   * The images of {@link #loadTest} for a network that is trained to its end.
   *
   * @param side height and width, pixels
   */
  public static Optional<Images> fullTest(
      DatasetSettings settings, Configuration configuration, int side) {
    return streamed(settings, configuration).isPresent()
        ? OpenDataset.of(settings, configuration).streamedTest().map(test -> test.at(side))
        : loadTest(settings, configuration).map(test -> test.resized(side, side).offHeap());
  }

  /**
   * The images of {@link #full} with those of {@link #loadTest} in place of the validation images.
   *
   * @return empty if the data set has no test files
   */
  public static Optional<FullData> fullTested(
      DatasetSettings settings, Configuration configuration) {
    FullData data = full(settings, configuration);
    if (data instanceof FullData.Streamed streamed) {
      return OpenDataset.of(settings, configuration)
          .streamedTest()
          .map(test -> new FullData.Streamed(streamed.training(), test));
    }
    ImageSet training = load(settings, configuration).training();
    return loadTest(settings, configuration)
        .map(test -> new FullData.Held(new DataSplit(training, test), settings));
  }

  private static Optional<FullData> streamed(
      DatasetSettings settings, Configuration configuration) {
    return STREAMED.of(settings, () -> OpenDataset.of(settings, configuration).streamed());
  }

  private static Loaded loaded(DatasetSettings settings, Configuration configuration) {
    return LOADED.of(
        settings,
        () -> {
          OpenDataset open = OpenDataset.of(settings, configuration);
          return new Loaded(open.split(), open.contents());
        });
  }

  /** Results kept; a JVM that goes on to another search soon lets go of the old one. */
  private static final class Kept<V> {

    private static final int MOST = 2;

    private final Map<DatasetSettings, V> values =
        new LinkedHashMap<>(4, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<DatasetSettings, V> eldest) {
            return size() > MOST;
          }
        };

    synchronized V of(DatasetSettings settings, Supplier<V> read) {
      V value = values.get(settings);
      if (value == null) {
        value = read.get();
        values.put(settings, value);
      }
      return value;
    }
  }
}
