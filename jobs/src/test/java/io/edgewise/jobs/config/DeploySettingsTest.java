package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployed network fits the data that it is trained on, or the search is refused. */
class DeploySettingsTest {

  private static final String FOLDER = "dataset { kind = folder, path = images }\n";

  /** Three grey pictures of three classes. */
  private static final ImageSet IMAGES = new ImageSet(1, 1, 1, 3, new byte[3], new int[] {0, 1, 2});

  @TempDir private Path folder;

  private SearchConfig fitted(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    return SearchConfig.read(file, Overrides.NONE).fittedTo(IMAGES);
  }

  @Test
  void channelsAndClassesAreThoseOfTheDataSet() throws IOException {
    SearchConfig search = fitted(FOLDER);
    assertThat(search.deployment().view()).isEqualTo(new DeployView(224, 1, 3));
    assertThat(search.settings().decisive())
        .containsEntry("deploy.classes", "3")
        .containsEntry("deploy.channels", "1");
  }

  @Test
  void theSameSaidInNumbersIsTheSameSearch() throws IOException {
    assertThat(fitted(FOLDER + "deploy { channels = 1, classes = 3 }").settings().decisive())
        .isEqualTo(fitted(FOLDER).settings().decisive());
  }

  @Test
  void generatedImagesStandInForOthers() throws IOException {
    assertThat(fitted("").deployment().view()).isEqualTo(new DeployView(224, 3, 1000));
    assertThat(fitted("deploy.classes = 5").deployment().view())
        .isEqualTo(new DeployView(224, 3, 5));
  }

  @Test
  void whoSaysThatTheDataSetStandsInMayDeployForOtherData() throws IOException {
    assertThat(fitted(FOLDER + "deploy.stand-in-data = true").deployment().view())
        .isEqualTo(new DeployView(224, 3, 1000));
    SearchConfig search = fitted(FOLDER + "deploy { stand-in-data = true, classes = 90 }");
    assertThat(search.deployment().view()).isEqualTo(new DeployView(224, 3, 90));
    assertThat(search.settings().decisive()).doesNotContainKey("deploy.stand-in-data");
  }

  @Test
  void aContradictionIsRefused() {
    assertThatThrownBy(() -> fitted(FOLDER + "deploy { channels = 3, classes = 1000 }"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            folder.resolve("my.conf")
                + """
                : 2 mistakes
                  deploy.channels: is 3, but the data set has 1; allowed is auto or 1, and any \
                number with deploy.stand-in-data = true, where the network is deployed for other \
                data than it is trained on here
                  deploy.classes: is 1000, but the data set has 3; allowed is auto or 3, and any \
                number with deploy.stand-in-data = true, where the network is deployed for other \
                data than it is trained on here""");
  }
}
