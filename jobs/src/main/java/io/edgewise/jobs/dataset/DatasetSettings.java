package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.sim.settings.Settings;
import java.io.Serializable;

/**
 * The section {@code dataset} of a search's settings. A plain value: it travels to the executors,
 * and two searches with equal settings share one data set in a JVM.
 *
 * @param path folder of the files, any Hadoop URI; empty for {@link Kind#GENERATED}
 * @param examples most images taken from the training files, balanced like these
 * @param testExamples most images taken from the test files
 * @param validationFraction share of the examples that is held out from training
 * @param seed of the generated images and of the choice of examples
 * @param maxBytes most bytes that the images of a set may take, 8 bits a value
 * @param frame that pictures of several sizes, or of too many bytes, are brought to on reading
 */
public record DatasetSettings(
    Kind kind,
    String path,
    int examples,
    int testExamples,
    double validationFraction,
    long seed,
    long maxBytes,
    Frame frame)
    implements Serializable {

  private static final int MAX_EXAMPLES = 100_000_000;

  /** A kind says where images come from. */
  public enum Kind {
    GENERATED,
    CIFAR10,
    IDX,
    FOLDER
  }

  /**
   * Reads the section; mistakes are noted in it.
   *
   * @param side height and width that the images are needed at, pixels
   */
  public static DatasetSettings read(Settings section, int side) {
    Kind kind = section.choice("kind", Kind.class);
    return new DatasetSettings(
        kind,
        readPath(section, kind),
        section.integer("examples", 2, MAX_EXAMPLES),
        section.integer("test-examples", 1, MAX_EXAMPLES),
        section.number("validation-fraction", 0.01, 0.9),
        section.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        section.whole("max-bytes", 1, ByteLimit.LONGEST_ARRAY),
        Frame.square(side, section.choice("resize", Fit.class)));
  }

  /**
   * The same for images that are needed at another size.
   *
   * @param side height and width, pixels
   */
  public DatasetSettings forSide(int side) {
    return new DatasetSettings(
        kind,
        path,
        examples,
        testExamples,
        validationFraction,
        seed,
        maxBytes,
        Frame.square(side, frame.fit()));
  }

  /** Returns what {@code maxBytes} allows, by the name of its key. */
  public ByteLimit limit() {
    return new ByteLimit("dataset.max-bytes", maxBytes);
  }

  private static String readPath(Settings section, Kind kind) {
    boolean given = section.has("path");
    if (kind == Kind.GENERATED) {
      if (given) {
        section.problem(
            "path",
            "is given, but kind = generated reads no files; allowed with a path is kind = cifar10,"
                + " idx, folder");
      }
      return "";
    }
    if (!given) {
      section.problem(
          "path",
          "missing; allowed is the folder of the "
              + Settings.label(kind)
              + " files, as a path or a URI such as hdfs://… or s3a://…");
      return "";
    }
    return section.absoluteLocation("path");
  }
}
