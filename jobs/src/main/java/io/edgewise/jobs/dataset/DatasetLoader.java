package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.dataset.StratifiedOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Gives every task of a JVM the same data set: the first that asks reads it, the others wait for
 * it. A data set that could not be read is tried again by the next that asks.
 */
public final class DatasetLoader {

  /** Data sets kept; a JVM that goes on to another search soon lets go of the old one. */
  private static final int KEPT = 2;

  private static final Map<DatasetSettings, DataSplit> LOADED =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DatasetSettings, DataSplit> eldest) {
          return size() > KEPT;
        }
      };

  private DatasetLoader() {}

  /**
   * A cheap look before any work starts: is the folder there, are the files in it, can their
   * lengths be right.
   *
   * @throws DatasetException if not; the message names the key, the file and what is allowed
   */
  public static void check(DatasetSettings settings, Configuration configuration) {
    open(settings, configuration);
  }

  /**
   * The training and validation images: at most {@code examples} of the training files, the
   * validation images held out from them, both in proportion of the classes. Every prefix of either
   * set is in proportion too.
   *
   * @throws DatasetException if a file is missing, damaged or too large, or there are too few
   *     images; the message names the key, the file and what is allowed
   */
  public static DataSplit load(DatasetSettings settings, Configuration configuration) {
    synchronized (LOADED) {
      DataSplit split = LOADED.get(settings);
      if (split == null) {
        split = read(settings, configuration);
        LOADED.put(settings, split);
      }
      return split;
    }
  }

  /**
   * The test images, which {@link #load} never touches: at most {@code testExamples}, in proportion
   * of the classes. Read anew by each call.
   *
   * @return empty if the data set has no test files
   * @throws DatasetException as {@link #load}, and if they do not fit the training images
   */
  public static Optional<ImageSet> loadTest(DatasetSettings settings, Configuration configuration) {
    DataSplit split = load(settings, configuration);
    DatasetSource source = open(settings, configuration);
    return reading(
        settings,
        () -> {
          Optional<DatasetSource.Labelled> test = source.test();
          if (test.isEmpty()) {
            return Optional.empty();
          }
          int[] order = order(test.get(), settings);
          int count = Math.min(settings.testExamples(), order.length);
          return Optional.of(
              fitting(test.get().read(Arrays.copyOf(order, count)), split.training()));
        });
  }

  private static DataSplit read(DatasetSettings settings, Configuration configuration) {
    DatasetSource source = open(settings, configuration);
    DatasetSource.Labelled images = reading(settings, source::training);
    Holdout holdout = Holdout.of(settings, images.labels().length, images.classes());
    int[] chosen = Arrays.copyOf(order(images, settings), holdout.total());
    ImageSet examples = reading(settings, () -> images.read(chosen));
    return new DataSplit(
        examples.slice(holdout.validation(), holdout.total()),
        examples.slice(0, holdout.validation()));
  }

  private static DatasetSource open(DatasetSettings settings, Configuration configuration) {
    if (settings.kind() == DatasetSettings.Kind.GENERATED) {
      return new GeneratedSource(settings);
    }
    return reading(
        settings,
        () -> {
          DatasetFolder folder = DatasetFolder.open(settings.path(), configuration);
          return switch (settings.kind()) {
            case CIFAR10 -> new CifarSource(folder, settings.limit());
            case IDX -> new IdxSource(folder, settings.limit());
            case FOLDER -> new FolderSource(folder, settings.limit());
            case GENERATED -> throw new AssertionError("reads no files");
          };
        });
  }

  private static int[] order(DatasetSource.Labelled images, DatasetSettings settings) {
    return StratifiedOrder.of(images.labels(), images.classes(), settings.seed());
  }

  private static ImageSet fitting(ImageSet test, ImageSet training) {
    if (test.height() != training.height()
        || test.width() != training.width()
        || test.classes() > training.classes()) {
      throw new DatasetException(
          "its test images are "
              + describe(test)
              + "; allowed is what the training images are, "
              + describe(training));
    }
    return test.withClasses(training.classes());
  }

  private static String describe(ImageSet images) {
    return images.height() + "x" + images.width() + " in " + images.classes() + " classes";
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  /** Runs a step that touches files; what goes wrong is told with the key and its value. */
  private static <T> T reading(DatasetSettings settings, Step<T> step) {
    String key = "dataset.path = " + settings.path() + ": ";
    try {
      return step.run();
    } catch (DatasetException e) {
      throw new DatasetException(key + e.getMessage(), e);
    } catch (IOException e) {
      throw new DatasetException(key + "cannot be read: " + e, e);
    }
  }

  /** How many images are taken, and how many of them held out. */
  private record Holdout(int total, int validation) {

    static Holdout of(DatasetSettings settings, int available, int classes) {
      int total = Math.min(settings.examples(), available);
      if (total < classes) {
        throw new DatasetException(
            settings.examples() < classes
                ? String.format(
                    Locale.ROOT,
                    "dataset.examples = %d: the data set has %d classes; allowed is at least one"
                        + " example a class",
                    settings.examples(),
                    classes)
                : String.format(
                    Locale.ROOT,
                    "dataset.path = %s: has %d training images of %d classes; allowed is at least"
                        + " one a class",
                    settings.path(),
                    available,
                    classes));
      }
      int validation = (int) Math.round(total * settings.validationFraction());
      if (validation < 1 || total - validation < classes) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "dataset.validation-fraction = %s: of %d examples, %d would be held out; allowed is"
                    + " at least 1, with at least %d, one a class, left for training",
                settings.validationFraction(),
                total,
                validation,
                classes));
      }
      return new Holdout(total, validation);
    }
  }
}
