package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.IdxFile;
import io.edgewise.search.dataset.ImageSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;

/**
 * IDX files as MNIST, Fashion-MNIST, KMNIST and EMNIST name them: {@code
 * [prefix-]train-images-idx3-ubyte[.gz]} and so on, the test files with {@code t10k} or {@code
 * test} in place of {@code train}. The files of a pair have one prefix.
 */
final class IdxSource implements DatasetSource {

  private final DatasetFolder folder;
  private final Pair trainingFiles;
  private final Optional<Pair> testFiles;
  private final ByteLimit limit;

  private record Pair(FileStatus images, FileStatus labels) {
    Stream<FileStatus> files() {
      return Stream.of(images, labels);
    }
  }

  private final List<String> leftOut;

  /**
   * Looks at names.
   *
   * @throws DatasetException if a file is missing or there are two of a kind
   */
  IdxSource(DatasetFolder folder, ByteLimit limit) throws IOException {
    this.folder = folder;
    this.limit = limit;
    List<FileStatus> entries = folder.list();
    List<FileStatus> files = entries.stream().filter(FileStatus::isFile).toList();
    trainingFiles =
        pair(files, "train", "train")
            .orElseThrow(
                () ->
                    new DatasetException(
                        "there is no training file; allowed are the names"
                            + " train-images-idx3-ubyte, train-labels-idx1-ubyte,"
                            + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each also with"
                            + " .gz"));
    testFiles = pair(files, "(t10k|test)", "t10k");
    List<FileStatus> used =
        Stream.concat(trainingFiles.files(), testFiles.stream().flatMap(Pair::files)).toList();
    leftOut = entries.stream().filter(e -> !used.contains(e)).map(folder::shown).toList();
  }

  @Override
  public Labelled training() throws IOException {
    return read(trainingFiles);
  }

  @Override
  public Optional<Labelled> test() throws IOException {
    return testFiles.isEmpty() ? Optional.empty() : Optional.of(read(testFiles.get()));
  }

  @Override
  public Inventory inventory() {
    return new Inventory(List.of(), List.of(), leftOut);
  }

  @Override
  public List<DatasetDigest.DataFile> files() {
    return trainingFiles.files().map(f -> new DatasetDigest.DataFile(folder, f)).toList();
  }

  private Labelled read(Pair pair) throws IOException {
    try (InputStream images = folder.read(pair.images);
        InputStream labels = folder.read(pair.labels)) {
      ImageSet joined =
          IdxFile.join(
              IdxFile.images(pair.images.getPath().getName(), images, limit),
              IdxFile.labels(pair.labels.getPath().getName(), labels, limit));
      return new InMemory(joined);
    }
  }

  private static Optional<Pair> pair(List<FileStatus> files, String part, String usualPart) {
    Optional<FileStatus> images = only(files, "(.*-)?" + part + "-images[-.]idx3-ubyte(\\.gz)?");
    Optional<FileStatus> labels = only(files, "(.*-)?" + part + "-labels[-.]idx1-ubyte(\\.gz)?");
    if (images.isPresent() != labels.isPresent()) {
      throw new DatasetException(
          images.isPresent()
              ? nameOf(images.get())
                  + ": its labels, "
                  + usualPart
                  + "-labels-idx1-ubyte, are missing"
              : nameOf(labels.get())
                  + ": its images, "
                  + usualPart
                  + "-images-idx3-ubyte, are missing");
    }
    if (images.isPresent() && !prefix(images.get(), part).equals(prefix(labels.get(), part))) {
      throw new DatasetException(
          nameOf(images.get())
              + " and "
              + nameOf(labels.get())
              + " are of different data sets; allowed are images and labels of one prefix");
    }
    return images.map(i -> new Pair(i, labels.orElseThrow()));
  }

  private static String prefix(FileStatus file, String part) {
    return nameOf(file).replaceFirst(part + "-(images|labels).*", "");
  }

  private static Optional<FileStatus> only(List<FileStatus> files, String pattern) {
    List<FileStatus> found = files.stream().filter(f -> nameOf(f).matches(pattern)).toList();
    if (found.size() > 1) {
      throw new DatasetException(
          "there are "
              + nameOf(found.get(0))
              + " and "
              + nameOf(found.get(1))
              + "; allowed is one");
    }
    return found.stream().findFirst();
  }

  private static String nameOf(FileStatus file) {
    return file.getPath().getName();
  }
}
