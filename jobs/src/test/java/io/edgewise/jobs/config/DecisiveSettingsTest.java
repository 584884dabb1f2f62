package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** These tests say which settings make two searches different ones. */
class DecisiveSettingsTest {

  @TempDir private Path folder;

  private SortedMap<String, String> decisive(Map<String, String> settings) throws IOException {
    return SearchConfig.read(
            Files.writeString(folder.resolve("my.conf"), ""), Overrides.of(settings))
        .settings()
        .decisive();
  }

  @Test
  void aNameAPlaceAndALengthMakeNoOtherSearch() throws IOException {
    assertThat(
            decisive(
                Map.of("search.id", "b", "search.history", "there", "search.generations", "99")))
        .isEqualTo(decisive(Map.of()));
    assertThat(decisive(Map.of("search.int8-front", "true"))).isEqualTo(decisive(Map.of()));
    assertThat(decisive(Map.of("search.track", "mlflow", "search.track-server", "http://a")))
        .isEqualTo(decisive(Map.of()));
  }

  @Test
  void aDeviceDecidesSomethingOnlyWhereTheAcceleratorFollowsIt() throws IOException {
    String command = "[\"measure\",\"{tflite}\"]";
    assertThat(decisive(Map.of("latency.command", command, "latency.measure", "2")))
        .isEqualTo(decisive(Map.of()));
    SortedMap<String, String> following =
        decisive(Map.of("latency.command", command, "latency.recalibrate", "true"));
    assertThat(following)
        .containsEntry("latency.recalibrate", "true")
        .containsEntry("latency.measure", "4");
    assertThat(following.keySet().stream().filter(key -> key.startsWith("latency."))).hasSize(2);
  }

  @Test
  void aSettingThatCameLaterCountsOnlyWhereItChangesWhatWasBefore() throws IOException {
    assertThat(decisive(Map.of()))
        .doesNotContainKeys("dataset.resize", "proxy.accuracy", "constraints.int8-loss");
    assertThat(decisive(Map.of("proxy.accuracy", "int8", "constraints.int8-loss", "0.1")))
        .containsEntry("proxy.accuracy", "\"int8\"")
        .containsEntry("constraints.int8-loss", "0.1");
    assertThat(decisive(Map.of("dataset.resize", "crop")))
        .containsEntry("dataset.resize", "\"crop\"");
  }
}
