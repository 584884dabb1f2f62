package io.edgewise.jobs.dataset;

import static java.util.stream.Collectors.joining;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.CifarBinary;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** CIFAR-10's binary files: {@code data_batch_*.bin} and, if present, {@code test_batch.bin}. */
final class CifarSource implements DatasetSource {

  private final DatasetFolder folder;
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
    List<FileStatus> files = folder.list().stream().filter(FileStatus::isFile).toList();
    trainingFiles = named(files, "data_batch.*\\.bin");
    testFiles = named(files, "test_batch\\.bin");
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

  private Labelled read(List<FileStatus> files) throws IOException {
    List<ImageSet> batches = new ArrayList<>();
    for (FileStatus file : files) {
      try (InputStream in = folder.read(file)) {
        batches.add(CifarBinary.read(name(file), in, limit));
      }
    }
    return new InMemory(ImageSet.concat(batches));
  }

  private void checkLengths(List<FileStatus> files) {
    long bytes = 0;
    for (FileStatus file : files) {
      CifarBinary.images(name(file), file.getLen());
      bytes += file.getLen();
    }
    limit.check(files.stream().map(CifarSource::name).collect(joining(", ")), bytes);
  }

  private static List<FileStatus> named(List<FileStatus> files, String pattern) {
    return files.stream().filter(f -> name(f).matches(pattern)).toList();
  }

  private static String name(FileStatus file) {
    return file.getPath().getName();
  }
}
