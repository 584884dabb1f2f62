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

/**
 * Accuracies of networks that were trained before, by architecture. The table is a CSV file with
 * the columns {@code architecture_id} and {@code accuracy}, as {@code edgewise history export}
 * writes it; rows without an accuracy are left out, and those of one network are averaged.
 */
public final class FinishedTrainings {

  static final String ID = "architecture_id";
  private static final String ACCURACY = "accuracy";

  private static final Map<String, FinishedTrainings> READ = new ConcurrentHashMap<>();

  private final String origin;
  private final Map<String, Mean> means = new HashMap<>();

  private FinishedTrainings(String origin, CsvTable table) {
    this.origin = origin;
    table.require(List.of(ID, ACCURACY));
    for (CsvRow row : table.rows()) {
      if (!row.text(ACCURACY).isEmpty()) {
        means.computeIfAbsent(row.text(ID), id -> new Mean()).add(share(row));
      }
    }
    if (means.isEmpty()) {
      throw new TableException(origin + ": no row has an " + ACCURACY);
    }
  }

  /**
   * The table at a path or URI, read once a JVM.
   *
   * @throws TableException if it cannot be read; the message names file and line
   */
  public static FinishedTrainings of(String path, Configuration hadoop) {
    return READ.computeIfAbsent(path, p -> read(p, hadoop));
  }

  private static FinishedTrainings read(String path, Configuration hadoop) {
    org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(path);
    try {
      Path copy = Files.createTempFile("edgewise-table-", ".csv");
      try {
        remote
            .getFileSystem(hadoop)
            .copyToLocalFile(false, remote, new org.apache.hadoop.fs.Path(copy.toUri()), true);
        return new FinishedTrainings(path, CsvTable.read(copy));
      } catch (TableException e) {
        throw new TableException(String.valueOf(e.getMessage()).replace(copy.toString(), path));
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new TableException(path + ": cannot be read: " + e.getMessage());
    }
  }

  private static double share(CsvRow row) {
    double accuracy = row.nonNegative(ACCURACY);
    if (accuracy > 1) {
      throw row.wrong(ACCURACY, "a share from 0 to 1, such as 0.97 for 97 %");
    }
    return accuracy;
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
