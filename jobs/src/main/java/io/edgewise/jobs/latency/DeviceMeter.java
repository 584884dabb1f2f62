package io.edgewise.jobs.latency;

import io.edgewise.jobs.files.LocalDisk;
import io.edgewise.jobs.process.Call;
import io.edgewise.jobs.process.End;
import io.edgewise.jobs.process.ForeignProcess;
import io.edgewise.jobs.process.Limits;
import io.edgewise.jobs.process.WorkFolder;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteWriter;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.RandomNetwork;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import io.edgewise.sim.settings.Secrets;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Has a command measure networks, one process a network and attempt. Latency does not depend on
 * weights, so that a network's file has random ones, the same each time.
 *
 * @param view how networks are deployed
 */
public record DeviceMeter(LatencyCommand settings, DeployView view) implements Serializable {

  private static final long SEED = 0;
  private static final long OUTPUT_BYTES = 1L << 20;
  private static final TfliteOptions OPTIONS = new TfliteOptions(TfliteOptions.Ends.INT8, null);

  /**
   * Measures a network, anew as often as the settings allow where nothing came of it.
   *
   * @param devices addresses of the devices that are its own; empty if none were given out
   * @param cancelled asked time and again whether it is to be given up
   */
  public DeviceLatency measure(
      Architecture architecture, List<String> devices, BooleanSupplier cancelled) {
    try (WorkFolder folder = WorkFolder.create()) {
      Path file = folder.path().resolve("network.tflite");
      LocalDisk.writeScratch(file, tflite(architecture));
      Map<String, String> values =
          Map.of(
              LatencyCommand.FILE,
              file.toString(),
              "architecture",
              architecture.id().hex(),
              "device",
              String.join(",", devices));
      return measure(folder.path(), values, devices, cancelled);
    } catch (IllegalArgumentException e) {
      return new Untimed("not-written", "it cannot be deployed: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      return new Untimed("not-written", "its folder cannot be written: " + e.getMessage());
    }
  }

  private DeviceLatency measure(
      Path folder, Map<String, String> values, List<String> devices, BooleanSupplier cancelled) {
    DeviceLatency found = once(folder, values, devices, cancelled);
    for (int attempt = 0; attempt < settings.retries() && isWorthAnother(found); attempt++) {
      found = once(folder, values, devices, cancelled);
    }
    return found;
  }

  /** A command that is not there will not be, and one that was given up is not wanted. */
  private static boolean isWorthAnother(DeviceLatency found) {
    return found instanceof Untimed untimed
        && !untimed.reason().equals("not-started")
        && !untimed.reason().equals("cancelled");
  }

  private DeviceLatency once(
      Path folder, Map<String, String> values, List<String> devices, BooleanSupplier cancelled) {
    MillisLines lines = new MillisLines();
    End end =
        ForeignProcess.run(
            new Call(
                settings.command().filled(values),
                folder,
                devices.isEmpty() ? Map.of() : Map.of("EDGEWISE_DEVICE", values.get("device")),
                new Limits(settings.timeLimitMillis(), settings.memoryBytes(), OUTPUT_BYTES)),
            lines,
            cancelled);
    return outcome(lines, end);
  }

  private static DeviceLatency outcome(MillisLines lines, End end) {
    Optional<DeviceLatency.Timed> timed = lines.timed();
    return switch (end.reason()) {
      case DONE, ENOUGH ->
          lines.mistake().isPresent()
              ? untimed("no-latency", lines.mistake().get(), end)
              : timed
                  .<DeviceLatency>map(found -> found)
                  .orElseGet(() -> untimed("no-latency", "printed no milliseconds", end));
      case EXIT_CODE -> untimed("gave-up", end.detail(), end);
      case NOT_STARTED -> untimed("not-started", end.detail(), end);
      case TIMED_OUT -> untimed("timed-out", end.detail(), end);
      case OUT_OF_MEMORY -> untimed("out-of-memory", end.detail(), end);
      case TOO_MUCH_OUTPUT -> untimed("no-latency", end.detail(), end);
      case CANCELLED -> untimed("cancelled", end.detail(), end);
    };
  }

  private static Untimed untimed(String reason, String detail, End end) {
    String printed = end.output().isEmpty() ? "" : "; it last printed: " + end.output();
    return new Untimed(reason, Secrets.hiddenIn(detail + printed));
  }

  private byte[] tflite(Architecture architecture) {
    RandomNetwork network =
        new RandomNetwork(
            DeployedGraph.of(
                Lowering.lower(architecture.id().hex(), view.network(architecture)),
                DeployedGraph.Head.LOGITS),
            SEED);
    return TfliteWriter.write(network.quantizedForTiming(), OPTIONS);
  }
}
