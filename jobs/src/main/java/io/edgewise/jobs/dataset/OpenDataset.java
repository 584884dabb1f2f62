package io.edgewise.jobs.dataset;

import io.edgewise.jobs.dataset.DatasetSource.Labelled;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.dataset.StratifiedOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A data set whose files have been found: which of its images train, which validate, which test.
 * What goes wrong is told with the key and its value.
 */
final class OpenDataset {

  private final DatasetSettings settings;
  private final DatasetSource source;
  private @Nullable Labelled training;

  private OpenDataset(DatasetSettings settings, DatasetSource source) {
    this.settings = settings;
    this.source = source;
  }

  static OpenDataset of(DatasetSettings settings, Configuration configuration) {
    if (settings.kind() == DatasetSettings.Kind.GENERATED) {
      return new OpenDataset(settings, new GeneratedSource(settings));
    }
    return reading(
        settings,
        () -> {
          DatasetFolder folder = DatasetFolder.open(settings.path(), configuration);
          return new OpenDataset(
              settings,
              switch (settings.kind()) {
                case CIFAR10 -> new CifarSource(folder, settings.limit());
                case IDX -> new IdxSource(folder, settings.limit());
                case FOLDER -> new FolderSource(folder, settings);
                case GENERATED -> throw new AssertionError("reads no files");
              });
        });
  }

  /** The training and validation images in memory. */
  DataSplit split() {
    Parts parts = parts();
    if (parts.training.from == parts.validation.from) {
      int held = parts.validation.chosen.length;
      int[] all = Arrays.copyOf(parts.validation.chosen, held + parts.training.chosen.length);
      System.arraycopy(parts.training.chosen, 0, all, held, parts.training.chosen.length);
      ImageSet examples = reading(settings, () -> parts.training.from.read(all));
      return new DataSplit(examples.slice(held, all.length), examples.slice(0, held));
    }
    ImageSet training = reading(settings, () -> parts.training.from.read(parts.training.chosen));
    return new DataSplit(
        training, reading(settings, () -> parts.validation.like("validation", training)));
  }

  /** The test images in memory; empty if there are none. */
  Optional<ImageSet> test(ImageSet training) {
    return reading(
        settings,
        () -> {
          Optional<Choice> chosen = testChoice();
          return chosen.isEmpty()
              ? Optional.empty()
              : Optional.of(chosen.get().like("test", training));
        });
  }

  /**
   * Images that are read when they are asked for, in the settings' frame, where all of them would
   * not fit in memory; empty where they do, or are of a kind that is read as a whole.
   */
  Optional<FullData> streamed() {
    if (settings.kind() != DatasetSettings.Kind.FOLDER) {
      return Optional.empty();
    }
    Parts parts = parts();
    long images = (long) parts.training.chosen.length + parts.validation.chosen.length;
    if (images * StreamedImages.bytes(settings.frame()) <= settings.limit().bytes()) {
      return Optional.empty();
    }
    return Optional.of(
        new FullData.Streamed(
            parts.training.streamed(settings), parts.validation.streamed(settings)));
  }

  /** The test images, read when they are asked for; empty if there are none. */
  Optional<StreamedImages> streamedTest() {
    return reading(settings, this::testChoice).map(choice -> choice.streamed(settings));
  }

  Optional<DatasetContents> contents() {
    return settings.kind() == DatasetSettings.Kind.GENERATED
        ? Optional.empty()
        : Optional.of(DatasetContents.of(training(), source.inventory()));
  }

  SortedMap<String, String> digest() {
    return reading(
        settings,
        () ->
            source.files().isEmpty()
                ? new TreeMap<>()
                : DatasetDigest.of(source.files(), source.inventory().classes()));
  }

  /** Images of one part of the files, by their indices there. */
  private record Choice(Labelled from, int[] chosen) {

    /** Images of another part, in the size and with the classes of the training images. */
    ImageSet like(String part, ImageSet training) throws IOException {
      return fitting(part, from.readAs(training, chosen), training);
    }

    StreamedImages streamed(DatasetSettings settings) {
      return new StreamedImages(settings, (PictureFolder) from, chosen);
    }
  }

  /**
   * The images that train, and those that validate: of the same files, or of files of their own.
   */
  private record Parts(Choice training, Choice validation) {}

  /** Some kinds read all files for this. */
  private Labelled training() {
    Labelled found = training;
    if (found == null) {
      found = reading(settings, source::training);
      training = found;
    }
    return found;
  }

  private Parts parts() {
    Labelled images = training();
    Optional<Labelled> separate = reading(settings, source::validation);
    return separate.isPresent() ? separate(images, separate.get()) : heldOut(images);
  }

  private Parts heldOut(Labelled images) {
    Holdout holdout = Holdout.of(settings, images.labels().length, images.classes());
    int[] order = order(images);
    return new Parts(
        new Choice(images, Arrays.copyOfRange(order, holdout.validation(), holdout.total())),
        new Choice(images, Arrays.copyOf(order, holdout.validation())));
  }

  /** Takes as many of either part as there would be if the validation images were held out. */
  private Parts separate(Labelled images, Labelled validation) {
    Holdout wanted = Holdout.of(settings, settings.examples(), images.classes());
    int available = images.labels().length;
    Holdout.requireEveryClass(settings, available, images.classes());
    int count = Math.min(wanted.total() - wanted.validation(), available);
    return new Parts(
        new Choice(images, Arrays.copyOf(order(images), count)),
        first(validation, wanted.validation()));
  }

  private Optional<Choice> testChoice() throws IOException {
    return source.test().map(test -> first(test, settings.testExamples()));
  }

  private Choice first(Labelled images, int most) {
    int[] order = order(images);
    return new Choice(images, Arrays.copyOf(order, Math.min(most, order.length)));
  }

  private int[] order(Labelled images) {
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

  interface Step<T> {
    T run() throws IOException;
  }

  /** Runs a step that touches files; what goes wrong is told with the key and its value. */
  static <T> T reading(DatasetSettings settings, Step<T> step) {
    String key = "dataset.path = " + settings.path() + ": ";
    try {
      return step.run();
    } catch (DatasetException e) {
      throw new DatasetException(key + e.getMessage(), e);
    } catch (IOException e) {
      throw new DatasetException(key + "cannot be read: " + e, e);
    }
  }
}
