package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.SettingsFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatasetSettingsTest {

  /** This frame has the 24 pixels that the proxy needs. */
  private static final Frame STRETCHED = Frame.square(24, Fit.STRETCH);

  @Test
  void theDefaultsAreTheGeneratedDataSet() {
    assertThat(read(""))
        .isEqualTo(
            new DatasetSettings(Kind.GENERATED, "", 5000, 10000, 0.2, 1, 1L << 30, STRETCHED));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                """
                kind = cifar10
                path = "hdfs://host/cifar"
                examples = 3000
                test-examples = 70
                validation-fraction = 0.3
                seed = -5
                max-bytes = 1000
                resize = crop
                """))
        .isEqualTo(
            new DatasetSettings(
                Kind.CIFAR10,
                "hdfs://host/cifar",
                3000,
                70,
                0.3,
                -5,
                1000,
                Frame.square(24, Fit.CROP)));
  }

  /** An executor is started in another folder. */
  @Test
  void aRelativePathIsTheSameFolderToEveryProcess() {
    assertThat(read("kind = folder, path = pictures").path())
        .isEqualTo("file:" + Path.of("pictures").toAbsolutePath());
    assertThat(read("kind = folder, path = /pictures").path()).isEqualTo("/pictures");
  }

  @Test
  void everyMistakeIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    kind = idx
                    examples = 1
                    test-examples = many
                    validation-fraction = 1
                    max-bytes = 3e9
                    exmaples = 5
                    """))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("6 mistakes")
        .hasMessageContaining(
            "dataset.path: missing; allowed is the folder of the idx files, as a path or a URI such"
                + " as hdfs://… or s3a://…")
        .hasMessageContaining(
            "dataset.examples: is 1; allowed is a whole number from 2 to 100000000")
        .hasMessageContaining("dataset.test-examples: is \"many\"")
        .hasMessageContaining(
            "dataset.validation-fraction: is 1; allowed is a number from 0.01 to 0.9")
        .hasMessageContaining(
            "dataset.max-bytes: is 3000000000; allowed is a whole number from 1 to 2147483631")
        .hasMessageContaining("dataset.exmaples: unknown key; did you mean examples?");
  }

  @Test
  void anUnknownKindIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> read("kind = cifar100"))
        .hasMessageContaining(
            "dataset.kind: is \"cifar100\"; allowed is one of generated, cifar10, idx, folder");
  }

  /** Users who give a path and forget the kind would otherwise search on generated images. */
  @Test
  void aPathWithoutAKindIsRefused() {
    assertThatThrownBy(() -> read("path = data"))
        .hasMessageContaining(
            "dataset.path: is given, but kind = generated reads no files; allowed with a path is"
                + " kind = cifar10, idx, folder");
  }

  private static DatasetSettings read(String section) {
    // What the section says of the training is read with the other settings of that.
    Config reference =
        SettingsFiles.readResource("/io/edgewise/conf/reference.conf")
            .getConfig("dataset")
            .withoutPath("balance");
    Config config =
        ConfigFactory.parseString(section).withFallback(reference).atKey("dataset").resolve();
    Settings root = Settings.of("search.conf", config);
    DatasetSettings settings = DatasetSettings.read(root.section("dataset"), 24);
    root.finish();
    return settings;
  }
}
