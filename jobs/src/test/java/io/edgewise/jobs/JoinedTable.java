package io.edgewise.jobs;

import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Accuracies of NAS-Bench-201 beside latencies of the same networks, in one table. */
final class JoinedTable {

  private JoinedTable() {}

  /**
   * Writes the networks that both files have.
   *
   * @param accuracy columns arch and cifar10_val_acc
   * @param latency columns network, such as {@code nb201:|…|@32:10}, and the devices
   */
  static Path write(Path accuracy, Path latency, List<String> devices) throws IOException {
    Map<String, String> latencies = new HashMap<>();
    for (CsvRow row : CsvTable.read(latency).rows()) {
      latencies.put(
          row.text("network").replaceFirst("^nb201:", "").replaceFirst("@.*$", ""),
          devices.stream().map(row::text).collect(Collectors.joining(",")));
    }
    StringBuilder csv =
        new StringBuilder("arch,cifar10_val_acc," + String.join(",", devices) + "\n");
    for (CsvRow row : CsvTable.read(accuracy).rows()) {
      String known = latencies.get(row.text("arch"));
      if (known != null) {
        csv.append(row.text("arch") + "," + row.text("cifar10_val_acc") + "," + known + "\n");
      }
    }
    return Files.writeString(Files.createTempFile("joined", ".csv"), csv);
  }
}
