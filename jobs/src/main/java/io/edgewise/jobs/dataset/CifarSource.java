package io.edgewise.jobs.dataset;

import static io.edgewise.jobs.dataset.DatasetFolder.name;
import static java.util.stream.Collectors.joining;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.CifarBinary;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10's binary files (<a href="https://www.cs.toronto.edu/~kriz/cifar.html">names</a>): {@code
 * data_batch_1.bin} to {@code data_batch_5.bin}, of which some may be missing, and, if present,
 * {@code test_batch.bin}. Nothing else is read: a copy would put the same images into training and
 * validation.
 */
final class CifarSource implements DatasetSource {

  private static final List<String> TRAINING =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  private static final List<String> TEST = List.of("test_batch.bin");

  /** The archive holds these beside the images. */
  private static final List<String> COMPANIONS = List.of("batches.meta.txt", "readme.html");

  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private final DatasetFolder folder;
  private final List<String> leftOut;
  private final List<FileStatus> trainingFiles;
  private final List<FileStatus> testFiles;
  private final ByteLimit limit;

  /**
   * Looks at names and lengths.
   *
   * @throws DatasetException if there are no training files, one is no whole number of records, or
   *     they are too large
   */
  CifarSource(DatasetFolder folder, ByteLimit limit) throws IOException {
    this.folder = folder;
    this.limit = limit;
    List<FileStatus> entries = folder.list();
    trainingFiles = named(entries, TRAINING);
    testFiles = named(entries, TEST);
    leftOut =
        entries.stream()
            .filter(e -> !trainingFiles.contains(e) && !testFiles.contains(e))
            .map(folder::shown)
            .filter(name -> !COMPANIONS.contains(name))
            .toList();
    if (trainingFiles.isEmpty()) {
      throw new DatasetException(
          "there is no training file; allowed are the names data_batch_1.bin, data_batch_2.bin, …"
              + " and test_batch.bin");
    }
    checkLengths(trainingFiles);
    checkLengths(testFiles);
  }

  @Override
  public Labelled training() throws IOException {
    return read(trainingFiles);
  }

  @Override
  public Optional<Labelled> test() throws IOException {
    return testFiles.isEmpty() ? Optional.empty() : Optional.of(read(testFiles));
  }

  @Override
  public Inventory inventory() {
    List<String> missing =
        TRAINING.stream()
            .filter(n -> trainingFiles.stream().noneMatch(f -> name(f).equals(n)))
            .toList();
    return new Inventory(
        CLASSES,
        missing.isEmpty()
            ? List.of()
            : List.of(
                "without "
                    + String.join(", ", missing)
                    + (missing.size() == 1 ? ", which is" : ", which are")
                    + " missing"),
        leftOut);
  }

  @Override
  public List<DatasetDigest.DataFile> files() {
    return trainingFiles.stream().map(f -> new DatasetDigest.DataFile(folder, f)).toList();
  }

  private Labelled read(List<FileStatus> files) throws IOException {
    List<ImageSet> batches = new ArrayList<>();
    Map<String, String> nameByHash = new HashMap<>();
    for (FileStatus file : files) {
      MessageDigest hash = sha256();
      try (InputStream in = new DigestInputStream(folder.read(file), hash)) {
        batches.add(CifarBinary.read(name(file), in, limit));
      }
      @Nullable String twin = nameByHash.put(HexFormat.of().formatHex(hash.digest()), name(file));
      if (twin != null) {
        throw new DatasetException(
            name(file)
                + ": is a copy of "
                + twin
                + ", so that the same images would be trained and validated on; allowed are files"
                + " as they were downloaded");
      }
    }
    return new InMemory(ImageSet.concat(batches));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void checkLengths(List<FileStatus> files) {
    long bytes = 0;
    for (FileStatus file : files) {
      CifarBinary.images(name(file), file.getLen());
      bytes += file.getLen();
    }
    limit.check(files.stream().map(DatasetFolder::name).collect(joining(", ")), bytes);
  }

  private static List<FileStatus> named(List<FileStatus> entries, List<String> names) {
    return entries.stream().filter(e -> e.isFile() && names.contains(name(e))).toList();
  }
}
