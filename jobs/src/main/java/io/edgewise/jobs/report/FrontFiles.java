package io.edgewise.jobs.report;

import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.table.CsvWriter;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a search's front where its users pick it up: {@code front.csv}, {@code front.png}, one
 * {@code <architecture id>.json} a network, which other commands read back, and tables beside them,
 * {@value #MEASURED} among them if a device was asked. Overwrites what an earlier end of the same
 * search left.
 */
public final class FrontFiles {

  /** The networks that the device has run, and how long it took. */
  public static final String MEASURED = "measured.csv";

  /** The latency stands beside the accuracy; the other metrics follow. */
  private static final Set<Metric> OTHER_METRICS = EnumSet.complementOf(EnumSet.of(Metric.LATENCY));

  private FrontFiles() {}

  /**
   * Writes the files.
   *
   * @param folder any Hadoop file system's
   * @param plot of the picture
   * @param network the file of a measured trial's network
   * @param tables further files by name
   * @param integers what the networks are worth in int8, if that was asked for
   * @throws IOException if the folder cannot be written
   */
  public static void write(
      Configuration hadoop,
      Path folder,
      FrontPlot plot,
      Function<Trial, NetworkFile> network,
      SearchResult result,
      Map<String, String> tables,
      Optional<IntegerFront> integers)
      throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    if (files.exists(folder)) {
      files.delete(folder, true);
    }
    List<Trial> timed = result.measured().stream().filter(t -> t.timed().isPresent()).toList();
    for (Trial trial : union(result.front(), timed)) {
      put(files, new Path(folder, fileName(trial)), text(network.apply(trial).toJson()));
    }
    if (!timed.isEmpty()) {
      put(files, new Path(folder, MEASURED), text(measuredCsv(timed)));
    }
    put(files, new Path(folder, "front.csv"), text(csv(result, integers)));
    for (Map.Entry<String, String> table : tables.entrySet()) {
      put(files, new Path(folder, table.getKey()), text(table.getValue()));
    }
    if (!result.measured().isEmpty()) {
      Optional<byte[]> picture = Drawing.here().of(() -> plot.png(result));
      if (picture.isPresent()) {
        put(files, new Path(folder, "front.png"), picture.get());
      }
    }
  }

  private static Set<Trial> union(List<Trial> one, List<Trial> other) {
    Set<Trial> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  /** A table of measured networks as {@code edgewise calibrate} and {@code validate} read it. */
  private static String measuredCsv(List<Trial> timed) {
    return CsvWriter.text(
        List.of("network", "latency_ms", "spread_ms", "runs", "simulated_ms", "trial"),
        timed.stream().map(FrontFiles::measuredRow).toList());
  }

  private static List<String> measuredRow(Trial trial) {
    DeviceLatency.Timed timed = trial.timed().orElseThrow();
    return List.of(
        fileName(trial),
        decimals(timed.medianMillis()),
        Double.isNaN(timed.spreadMillis()) ? "" : decimals(timed.spreadMillis()),
        String.valueOf(timed.runs()),
        decimals(SearchResult.latencyMillis(trial)),
        trial.key().toString());
  }

  /** A column of {@code front.csv}. */
  private record Column(String name, Function<Trial, String> cell) {}

  static String csv(SearchResult result, Optional<IntegerFront> integers) {
    List<Column> columns = columns(result.front(), integers);
    return CsvWriter.text(
        columns.stream().map(Column::name).toList(),
        result.front().stream()
            .map(trial -> columns.stream().map(column -> column.cell().apply(trial)).toList())
            .toList());
  }

  private static List<Column> columns(List<Trial> front, Optional<IntegerFront> integers) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("architecture_id", trial -> trial.architecture().id().hex()));
    columns.add(new Column("generation", trial -> String.valueOf(trial.generation())));
    columns.add(new Column("candidate", trial -> String.valueOf(trial.index())));
    columns.add(new Column("accuracy", trial -> decimals(SearchResult.accuracy(trial))));
    columns.add(new Column("latency_ms", trial -> decimals(metrics(trial).latencyMillis())));
    columns.add(new Column("reward", trial -> decimals(trial.reward())));
    for (Metric metric : OTHER_METRICS) {
      columns.add(
          new Column(
              metric.column(),
              trial -> metric.known(metrics(trial)).map(FrontFiles::cell).orElse("")));
    }
    columns.add(new Column("file", FrontFiles::fileName));
    integers.ifPresent(
        known ->
            columns.add(new Column("int8_accuracy", trial -> decimals(known.accuracy(trial)))));
    addIfKnown(
        columns,
        "float_accuracy",
        front,
        trial -> SearchResult.int8Loss(trial).map(Int8Loss::floats));
    addIfKnown(
        columns,
        "measured_latency_ms",
        front,
        trial -> trial.timed().map(DeviceLatency.Timed::medianMillis));
    return columns;
  }

  /** A column that only some searches have. */
  private static void addIfKnown(
      List<Column> columns,
      String name,
      List<Trial> front,
      Function<Trial, Optional<Double>> number) {
    if (front.stream().anyMatch(trial -> number.apply(trial).isPresent())) {
      columns.add(new Column(name, trial -> decimals(number.apply(trial))));
    }
  }

  private static Metrics metrics(Trial trial) {
    return trial.latency().orElseThrow().metrics();
  }

  private static String decimals(Optional<Double> value) {
    return value.map(FrontFiles::decimals).orElse("");
  }

  private static String cell(Number value) {
    return value instanceof Long ? value.toString() : decimals(value.doubleValue());
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
