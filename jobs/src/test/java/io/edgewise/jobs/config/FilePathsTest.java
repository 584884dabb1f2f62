package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.sim.settings.SettingsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path of a search file means the file beside it, whoever calls it from where. */
class FilePathsTest {

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String path(String key, String text) throws IOException {
    Path file = write("searches/mine.conf", key + " = \"" + text + "\"");
    return FilePaths.seenFromShell(SettingsFiles.read(file)).getString(key);
  }

  @Test
  void aPathIsRelativeToTheFileThatItStandsIn() throws IOException {
    assertThat(path("dataset.path", "images")).isEqualTo(folder + "/searches/images");
    assertThat(path("dataset.path", "../images")).isEqualTo(folder + "/images");
    assertThat(path("search.history", "runs")).isEqualTo(folder + "/searches/runs");
    assertThat(path("nightly.full-training.dataset.path", "all"))
        .isEqualTo(folder + "/searches/all");
  }

  @Test
  void alsoWhereThatFileIsIncludedByAnother() throws IOException {
    write("searches/data/mine.conf", "dataset.path = images");
    Path file = write("searches/mine.conf", "include \"data/mine.conf\"\nsearch.history = runs");
    var settings = FilePaths.seenFromShell(SettingsFiles.read(file));
    assertThat(settings.getString("dataset.path")).isEqualTo(folder + "/searches/data/images");
    assertThat(settings.getString("search.history")).isEqualTo(folder + "/searches/runs");
  }

  @Test
  void aWordOfACommandThatIsAFileBesideMeansThatFile() throws IOException {
    write("searches/train.py", "");
    Path file =
        write(
            "searches/mine.conf",
            "proxy.command = [python3, train.py, none.py, \"{seed}\", python3]");
    assertThat(FilePaths.seenFromShell(SettingsFiles.read(file)).getStringList("proxy.command"))
        .containsExactly("python3", folder + "/searches/train.py", "none.py", "{seed}", "python3");
  }

  /** Program and arguments alike; {@code pom.xml} lies where these tests are started. */
  @Test
  void aWordOfACommandThatTheShellGivesMeansTheFileWhereItIsStarted() throws IOException {
    String here = Path.of("").toAbsolutePath().toString();
    write("searches/beside.py", "");
    Path file = write("searches/mine.conf", "latency.command = [pom.xml, \"{tflite}\"]");
    Overrides given =
        Overrides.of(
            Map.of(
                "proxy.trainer",
                "command",
                "proxy.command",
                "[\"./pom.xml\",src/../pom.xml,beside.py,src,\"{result.json}\"]",
                "latency.command",
                "[\"./pom.xml\",\"--file=./pom.xml\",\"{tflite}\"]"));

    SearchConfig config = SearchConfig.read(file, given);

    assertThat(config.task().trainer())
        .isInstanceOfSatisfying(
            TrainerSettings.ByCommand.class,
            by ->
                assertThat(by.command().words())
                    .containsExactly(
                        here + "/pom.xml", here + "/pom.xml", "beside.py", "src", "{result.json}"));
    assertThat(latencyWords(config))
        .containsExactly(here + "/pom.xml", "--file=./pom.xml", "{tflite}");
    assertThat(latencyWords(SearchConfig.read(file, Overrides.NONE)))
        .as("the file's own words")
        .containsExactly("pom.xml", "{tflite}");
  }

  @Test
  void aTableThatTheShellGivesIsTheSameFileToExecutors() throws IOException {
    Overrides given = Overrides.NONE.with("proxy.trainer", "table").with("proxy.table", "t.csv");

    SearchConfig config = SearchConfig.read(write("mine.conf", ""), given);

    assertThat(config.task().trainer())
        .isEqualTo(
            new TrainerSettings.ByTable("file:" + Path.of("").toAbsolutePath().resolve("t.csv")));
  }

  private static List<String> latencyWords(SearchConfig config) {
    return config.latency().command().orElseThrow().command().words();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/images", "~/images", "s3a://bucket/images", "hdfs:/images"})
  void whatSaysWhereItLiesIsLeftAlone(String text) throws IOException {
    assertThat(path("dataset.path", text)).isEqualTo(text);
  }

  @Test
  void anAcceleratorIsTheFileBesideOrElseTheOneBuiltIn() throws IOException {
    assertThat(path("accelerator", "coral-usb")).isEqualTo("coral-usb");
    write("searches/coral-usb", "name = mine");
    assertThat(path("accelerator", "coral-usb")).isEqualTo(folder + "/searches/coral-usb");
    assertThat(path("accelerator", "chips/none.conf"))
        .as("a file, though it is not there")
        .isEqualTo(folder + "/searches/chips/none.conf");
    write("searches/mine.space", "name = mine");
    assertThat(path("space", "mine.space")).isEqualTo(folder + "/searches/mine.space");
  }

  @Test
  void whatTheCommandLineSaysIsLeftAlone() throws IOException {
    Path file = write("mine.conf", "search.history = runs");
    SearchConfig config =
        SearchConfig.read(file, Overrides.NONE.with("search.history", "elsewhere"));
    assertThat(config.search().history()).isEqualTo("elsewhere");
    assertThat(SearchConfig.read(file, Overrides.NONE).search().history())
        .isEqualTo(folder + "/runs");
    assertThat(SearchConfig.read(write("empty.conf", ""), Overrides.NONE).search().history())
        .as("the default")
        .isEqualTo(SearchConfig.defaultHistory());
  }
}
