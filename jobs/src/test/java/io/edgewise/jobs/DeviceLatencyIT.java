package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches beside a device that takes longer than the simulator's file says: its clock, its link
 * and its host are slower.
 */
class DeviceLatencyIT {

  @TempDir private Path folder;

  private Path device() throws IOException {
    Config device = AcceleratorFile.settings("coral-usb").withoutPath("uncertainty");
    device = scaled(device, "link.input-bytes-per-second", 0.2);
    device = scaled(device, "link.output-bytes-per-second", 0.2);
    device = scaled(device, "link.parameter-bytes-per-second", 0.5);
    device = scaled(device, "host.fixed-micros", 4);
    return Files.writeString(
        folder.resolve("device.conf"), device.root().render(ConfigRenderOptions.concise()));
  }

  private static Config scaled(Config device, String key, double factor) {
    return device.withValue(
        key, ConfigValueFactory.fromAnyRef(factor * device.getDouble(key)));
  }

  private CommandLineRun search(Path runs, String... settings) throws IOException {
    Path config =
        TinySearch.config(
            folder, "latency { command = " + SimulatedDevice.command(device()) + " }\n");
    Stream<String> words =
        Stream.concat(
            Stream.of(TinySearch.args(config, runs, settings)), Stream.of("--allow-commands"));
    CommandLineRun run = CommandLineRun.edgewise(2, words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void byHand() throws IOException {
    Path runs = folder.resolve("runs");
    CommandLineRun run =
        search(
            runs,
            "search.generations=7",
            "search.candidates=6",
            "search.pool=6",
            "latency.recalibrate=true");
    System.out.println(run.out());
    System.out.println(run.err());
    TinySearch.stored(runs)
        .trials()
        .filter(r -> r.status().equals("measured"))
        .forEach(
            r ->
                System.out.println(
                    r.key()
                        + " "
                        + r.latencyMs()
                        + " "
                        + r.measuredLatencyMs()
                        + " "
                        + r.reward()));
    TinySearch.stored(runs)
        .generations()
        .forEach(g -> System.out.println(g.generation() + " " + g.accelerator()));
  }
}
