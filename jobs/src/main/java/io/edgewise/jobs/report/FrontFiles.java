package io.edgewise.jobs.report;

import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.table.CsvWriter;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a search's front where its users pick it up: {@code front.csv}, {@code front.png}, and one
 * {@code <architecture id>.json} a network, which other commands read back. Overwrites what an
 * earlier end of the same search left.
 */
public final class FrontFiles {

  private static final List<String> COLUMNS =
      List.of(
          "architecture_id",
          "generation",
          "candidate",
          "accuracy",
          "latency_ms",
          "reward",
          "macs",
          "parameters",
          "cached_parameter_bytes",
          "streamed_parameter_bytes",
          "narrow_memory_bytes_per_tile",
          "file");

  private FrontFiles() {}

  /**
   * Writes the files.
   *
   * @param folder any Hadoop file system's
   * @param space the name of the search space, kept in the files
   * @throws IOException if the folder cannot be written
   */
  public static void write(
      Configuration hadoop,
      Path folder,
      String title,
      String space,
      SearchResult result,
      double targetMillis)
      throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    if (files.exists(folder)) {
      files.delete(folder, true);
    }
    for (Trial trial : result.front()) {
      put(
          files,
          new Path(folder, fileName(trial)),
          text(ArchitectureJson.write(new ArchitectureJson.Document(space, trial.architecture()))));
    }
    put(files, new Path(folder, "front.csv"), text(csv(result)));
    if (!result.measured().isEmpty()) {
      put(files, new Path(folder, "front.png"), FrontPlot.png(title, result, targetMillis));
    }
  }

  static String csv(SearchResult result) {
    return CsvWriter.text(COLUMNS, result.front().stream().map(FrontFiles::row).toList());
  }

  private static List<String> row(Trial trial) {
    LatencyReport report = trial.latency().orElseThrow();
    return List.of(
        trial.architecture().id().hex(),
        String.valueOf(trial.generation()),
        String.valueOf(trial.index()),
        decimals(SearchResult.accuracy(trial)),
        decimals(report.latencyMillis()),
        decimals(trial.reward()),
        String.valueOf(report.macs()),
        String.valueOf(report.parameters()),
        String.valueOf(report.cachedParameterBytes()),
        String.valueOf(report.streamedParameterBytes()),
        String.valueOf(report.narrowMemoryBytesPerTile()),
        fileName(trial));
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static String fileName(Trial trial) {
    return trial.architecture().id() + ".json";
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(bytes);
    }
  }
}
