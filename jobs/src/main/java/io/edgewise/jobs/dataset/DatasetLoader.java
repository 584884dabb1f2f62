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
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Gives every task of a JVM the same data set: the first that asks reads it, the others wait for
 * it. A data set that could not be read is tried again by the next that asks.
 */
public final class DatasetLoader {

  /** Data sets kept; a JVM that goes on to another search soon lets go of the old one. */
  private static final int KEPT = 2;

  private static final Map<DatasetSettings, Loaded> LOADED =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DatasetSettings, Loaded> eldest) {
          return size() > KEPT;
        }
      };

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
    return loaded(settings, configuration).contents;
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
    DatasetSource source = open(settings, configuration);
    return reading(
        settings,
        () ->
            source.files().isEmpty()
                ? new TreeMap<>()
                : DatasetDigest.of(source.files(), source.inventory().classes()));
  }

  private static Loaded loaded(DatasetSettings settings, Configuration configuration) {
    synchronized (LOADED) {
      Loaded loaded = LOADED.get(settings);
      if (loaded == null) {
        loaded = read(settings, configuration);
        LOADED.put(settings, loaded);
      }
      return loaded;
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
          return test.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  like("test", test.get(), settings.testExamples(), settings, split.training()));
        });
  }

  private static Loaded read(DatasetSettings settings, Configuration configuration) {
    DatasetSource source = open(settings, configuration);
    DatasetSource.Labelled images = reading(settings, source::training);
    Optional<DatasetSource.Labelled> separate = reading(settings, source::validation);
    DataSplit split =
        separate.isPresent()
            ? separate(settings, images, separate.get())
            : heldOut(settings, images);
    return new Loaded(
        split,
        settings.kind() == DatasetSettings.Kind.GENERATED
            ? Optional.empty()
            : Optional.of(DatasetContents.of(images, source.inventory())));
  }

  private static DataSplit heldOut(DatasetSettings settings, DatasetSource.Labelled images) {
    Holdout holdout = Holdout.of(settings, images.labels().length, images.classes());
    int[] chosen = Arrays.copyOf(order(images, settings), holdout.total());
    ImageSet examples = reading(settings, () -> images.read(chosen));
    return new DataSplit(
        examples.slice(holdout.validation(), holdout.total()),
        examples.slice(0, holdout.validation()));
  }

  /** Takes as many of either part as there would be if the validation images were held out. */
  private static DataSplit separate(
      DatasetSettings settings, DatasetSource.Labelled images, DatasetSource.Labelled validation) {
    Holdout wanted = Holdout.of(settings, settings.examples(), images.classes());
    int available = images.labels().length;
    requireEveryClass(settings, available, images.classes());
    int count = Math.min(wanted.total() - wanted.validation(), available);
    int[] chosen = Arrays.copyOf(order(images, settings), count);
    ImageSet training = reading(settings, () -> images.read(chosen));
    ImageSet held =
        reading(
            settings,
            () -> like("validation", validation, wanted.validation(), settings, training));
    return new DataSplit(training, held);
  }

  /** Images of another part, in the size and with the classes of the training images. */
  private static ImageSet like(
      String part,
      DatasetSource.Labelled images,
      int most,
      DatasetSettings settings,
      ImageSet training)
      throws IOException {
    int[] order = order(images, settings);
    int[] chosen = Arrays.copyOf(order, Math.min(most, order.length));
    return fitting(part, images.readAs(training, chosen), training);
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
            case FOLDER -> new FolderSource(folder, settings);
            case GENERATED -> throw new AssertionError("reads no files");
          };
        });
  }

  private static int[] order(DatasetSource.Labelled images, DatasetSettings settings) {
    return StratifiedOrder.of(images.labels(), images.classes(), settings.seed());
  }

  private static ImageSet fitting(String part, ImageSet test, ImageSet training) {
    if (test.height() != training.height()
        || test.width() != training.width()
        || test.classes() > training.classes()) {
      throw new DatasetException(
          "its "
              + part
              + " images are "
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

  private static void requireEveryClass(DatasetSettings settings, int available, int classes) {
    if (available < classes) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "dataset.path = %s: has %d training images of %d classes; allowed is at least one a"
                  + " class",
              settings.path(),
              available,
              classes));
    }
  }

  /** A holdout says how many images are taken, and how many of them held out. */
  private record Holdout(int total, int validation) {

    static Holdout of(DatasetSettings settings, int available, int classes) {
      if (settings.examples() >= classes) {
        requireEveryClass(settings, available, classes);
      }
      int total = Math.min(settings.examples(), available);
      if (total < classes) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "dataset.examples = %d: the data set has %d classes; allowed is at least one"
                    + " example a class",
                settings.examples(),
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
