package io.edgewise.jobs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkFinderTest {

  private static final Architecture ARCHITECTURE =
      SearchSpaceFile.find("efficientnet-edgetpu").first();

  @TempDir private Path folder;
  private NetworkFinder finder;

  @BeforeEach
  void open() {
    finder = new NetworkFinder(folder.toString(), new DeployRequest(32, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"best.json", "BEST.JSON", "best of [all] #1%41.Json"})
  void theSuffixOfAFileCountsInEitherCase(String name) throws IOException {
    Files.writeString(
        folder.resolve(name),
        ArchitectureJson.write(new ArchitectureJson.Document("any", ARCHITECTURE)));

    assertThat(finder.find(name).name()).isEqualTo(ARCHITECTURE.id().hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODEL.TFLITE", "model.Tflite", "model", "squeezenet", "my model.tfl"})
  void aFileThatExistsIsAFileWhateverItsName(String name) throws IOException {
    Files.writeString(folder.resolve(name), "no flatbuffer");

    assertThatThrownBy(() -> finder.find(name))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(folder.resolve(name) + ": ");
  }

  @Test
  void aFolderIsNoNetworkAndHidesNone() throws IOException {
    Files.createDirectories(folder.resolve("squeezenet"));
    Files.createDirectories(folder.resolve("saved.tflite"));

    assertThat(finder.find("squeezenet").name()).startsWith("squeezenet");
    assertThatThrownBy(() -> finder.find("saved.tflite"))
        .hasMessage(
            "saved.tflite: 1 mistake\n  %s: is a folder; allowed is a file",
            folder.resolve("saved.tflite"));
  }

  @ParameterizedTest
  @CsvSource({"none.tflite", "NONE.TFLITE", "none.json"})
  void aMissingFileIsToldAsOne(String name) {
    assertThatThrownBy(() -> finder.find(name))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(folder.resolve(name).toString())
        .hasMessageContaining("there is no such file");
  }

  @Test
  void aNameThatIsNoneFindsWhatWasMeant() {
    assertThatThrownBy(() -> finder.find("EfficientNet_B0@32"))
        .hasMessageContaining(
            "unknown network \"EfficientNet_B0\"; did you mean efficientnet-b0? Known: ");
  }
}
