package io.edgewise.jobs.trainer;

import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.search.table.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Accuracies of networks that were trained before, by architecture. The table has the columns
 * {@code architecture_id} and {@code accuracy}, as {@code edgewise history export} writes them;
 * rows without an accuracy are left out, and those of one network are averaged. It is a CSV file, a
 * Parquet file, or a folder of Parquet files; what it is called does not matter.
 */
public final class FinishedTrainings {

  static final String ID = "architecture_id";
  static final String ACCURACY = "accuracy";

  /** The accuracies that are allowed, in messages. */
  static final String SHARE = "a share from 0 to 1, such as 0.97 for 97 %";

  /** The ids that are allowed, in messages. */
  static final String NAMED = "the id of a network";

  /** A table is read on every executor; a larger one is refused. */
  private static final long MOST_BYTES = 256L << 20;

  /** Rows that repeat take a few bytes in Parquet, so that its size alone is no bound. */
  private static final long MOST_ROWS = 10_000_000;

  private static final Map<String, FinishedTrainings> READ = new ConcurrentHashMap<>();

  private final String origin;
  private final Map<String, Mean> means = new HashMap<>();

  private FinishedTrainings(String origin) {
    this.origin = origin;
  }

  /**
   * The table at a path or URI, read once a JVM.
   *
   * @throws TableException if it cannot be read; the message names file and line, or row
   */
  public static FinishedTrainings of(String path, Configuration hadoop) {
    return READ.computeIfAbsent(path, p -> read(p, hadoop));
  }

  private static FinishedTrainings read(String path, Configuration hadoop) {
    FinishedTrainings trainings = new FinishedTrainings(path);
    org.apache.hadoop.fs.Path table = new org.apache.hadoop.fs.Path(path);
    try {
      FileSystem files = table.getFileSystem(hadoop);
      if (ParquetTrainings.isParquet(files, table)) {
        new ParquetTrainings(files, table, path, MOST_ROWS, trainings::add).read();
      } else {
        trainings.addCsv(files, table);
      }
    } catch (IOException e) {
      throw new TableException(path + ": cannot be read: " + e.getMessage());
    }
    if (trainings.means.isEmpty()) {
      throw new TableException(path + ": no row has an " + ACCURACY);
    }
    return trainings;
  }

  private void addCsv(FileSystem files, org.apache.hadoop.fs.Path table) throws IOException {
    requireFits(origin, files.getFileStatus(table).getLen());
    Path copy = Files.createTempFile("edgewise-table-", ".csv");
    try {
      files.copyToLocalFile(false, table, new org.apache.hadoop.fs.Path(copy.toUri()), true);
      add(CsvTable.read(copy));
    } catch (TableException e) {
      throw new TableException(String.valueOf(e.getMessage()).replace(copy.toString(), origin));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void add(CsvTable table) {
    table.require(List.of(ID, ACCURACY));
    for (CsvRow row : table.rows()) {
      if (!row.text(ACCURACY).isEmpty()) {
        add(id(row), share(row));
      }
    }
  }

  private static String id(CsvRow row) {
    if (row.text(ID).isEmpty()) {
      throw row.wrong(ID, NAMED);
    }
    return row.text(ID);
  }

  private static double share(CsvRow row) {
    double accuracy = row.nonNegative(ACCURACY);
    if (accuracy > 1) {
      throw row.wrong(ACCURACY, SHARE);
    }
    return accuracy;
  }

  private void add(String architectureId, double accuracy) {
    means.computeIfAbsent(architectureId, id -> new Mean()).add(accuracy);
  }

  /**
   * Refuses a table that is too large to be held.
   *
   * @throws TableException that says how large it may be
   */
  static void requireFits(String origin, long bytes) {
    if (bytes > MOST_BYTES) {
      throw new TableException(
          origin + ": has " + bytes + " bytes; allowed are at most " + MOST_BYTES);
    }
  }

  /** Returns the accuracy of an architecture, in [0, 1]; empty if the table has none. */
  OptionalDouble accuracy(String architectureId) {
    Mean mean = means.get(architectureId);
    return mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean.sum / mean.count);
  }

  /** The table's path or URI. */
  String origin() {
    return origin;
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double accuracy) {
      sum += accuracy;
      count++;
    }
  }
}
