package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code conf/spark}, as spark-submit reads them. */
class SparkConfTest {

  private static final Path FOLDER = Path.of("../conf/spark");

  /**
   * Spark 3.5 declares its settings in these classes; a class registers its own when it is loaded.
   */
  private static final List<String> DECLARATIONS =
      List.of(
          "org.apache.spark.internal.config.package$",
          "org.apache.spark.internal.config.Status$",
          "org.apache.spark.internal.config.UI$",
          "org.apache.spark.internal.config.Worker$",
          "org.apache.spark.sql.internal.SQLConf$",
          "org.apache.spark.sql.internal.StaticSQLConf$",
          "org.apache.spark.deploy.yarn.config.package$",
          "org.apache.spark.deploy.k8s.Config$");

  /** Settings that Spark reads by their names, or whose names go on with one of the user's. */
  private static final Pattern UNDECLARED =
      Pattern.compile(
          "spark\\.(master|hadoop\\..+|executorEnv\\..+|yarn\\.appMasterEnv\\..+"
              + "|kubernetes\\.driverEnv\\..+"
              + "|(driver|executor|task|worker)\\.resource\\.gpu\\.(amount|discoveryScript|vendor)"
              + "|yarn\\.executor\\.resource\\.yarn\\.io/gpu\\.amount"
              + "|kubernetes\\.(driver|executor)\\.secretKeyRef\\..+)");

  /** A setting, or one that is commented out for a profile. */
  private static final Pattern SETTING = Pattern.compile("(?:# )?(spark\\.\\S+)\\s+(\\S.*)");

  @BeforeAll
  static void loadDeclarations() throws ClassNotFoundException {
    for (String name : DECLARATIONS) {
      Class.forName(name);
    }
  }

  static Stream<Path> files() throws IOException {
    return Files.list(FOLDER).filter(file -> file.toString().endsWith(".conf")).sorted();
  }

  private static Map<String, String> settings(Path file) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = SETTING.matcher(line);
      if (matcher.matches()) {
        assertThat(settings.put(matcher.group(1), matcher.group(2))).as(line).isNull();
      }
    }
    return settings;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySettingIsOneThatSparkKnowsAndItsValueIsAllowed(Path file) throws IOException {
    settings(file)
        .forEach(
            (key, value) -> {
              ConfigEntry<?> entry = ConfigEntry.findEntry(key);
              if (entry == null) {
                assertThat(key).as("known to Spark 3.5").matches(UNDECLARED);
              } else {
                assertThatCode(() -> new SparkConf(false).set(key, value).get(entry))
                    .as("%s %s", key, value)
                    .doesNotThrowAnyException();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void sparkSubmitReadsWhatStandsThere(Path file) throws IOException {
    Map<String, String> read = new TreeMap<>();
    scala.collection.JavaConverters.mapAsJavaMap(Utils.getPropertiesFromFile(file.toString()))
        .forEach(read::put);
    Map<String, String> expected = settings(file);
    List<String> lines = Files.readAllLines(file);
    expected.keySet().removeIf(key -> lines.stream().anyMatch(l -> l.startsWith("# " + key + " ")));
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyBlockOfSettingsIsExplained(Path file) throws IOException {
    String above = "";
    for (String line : Files.readAllLines(file)) {
      assertThat(line).matches("|#.*|spark\\.\\S+ \\S.*");
      if (line.startsWith("spark.")) {
        assertThat(above).as("above " + line).isNotEmpty();
      }
      above = line;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
  void aClusterGetsWhatTrainingsNeed(String name) throws IOException {
    Map<String, String> settings = settings(FOLDER.resolve(name + ".conf"));
    assertThat(settings)
        .containsEntry("spark.task.cpus", "1")
        .containsEntry("spark.executorEnv.OMP_NUM_THREADS", "1")
        .containsEntry("spark.executorEnv.LC_ALL", "C.UTF-8")
        .containsEntry("spark.speculation", "true")
        .containsEntry("spark.decommission.enabled", "true")
        .containsKeys("spark.eventLog.enabled", "spark.eventLog.dir")
        .containsEntry("spark.task.resource.gpu.amount", "1");
    // Of what the cluster was asked for outside the heap, ND4J leaves a gigabyte to the data set.
    assertThat(settings).containsEntry("spark.executor.memoryOverhead", "3g");
    assertThat(settings.get("spark.executor.extraJavaOptions")).contains("javacpp.maxbytes=2g");
    assertThat(settings.get("spark.executor.extraJavaOptions"))
        .contains("netlib.blas.nativeLib=none");
  }

  @Test
  void neitherMasterNorMemoryIsSetInCode() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        assertThat(Files.readString(source))
            .as(source.toString())
            .doesNotContain("setMaster", "spark.master", ".memory\"", "memoryOverhead");
      }
    }
  }
}
