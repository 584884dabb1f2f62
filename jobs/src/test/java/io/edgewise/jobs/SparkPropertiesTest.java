package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.sim.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkPropertiesTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  private Map<String, String> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("spark.conf"), text);
    try (PrintStream out = new PrintStream(complaints, true, StandardCharsets.UTF_8)) {
      return SparkProperties.read(file, out);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.ui.enabled false",
        "spark.ui.enabled=false",
        "spark.ui.enabled = false",
        "spark.ui.enabled: false",
        "spark.ui.enabled\tfalse",
        "  spark.ui.enabled   false   ",
        "spark.ui.enabled=fal\\\n   se",
        "# a comment\n! another\n\nspark.ui.enabled false\r\n"
      })
  void takesEveryFormOfAProperty(String text) throws IOException {
    assertThat(read(text)).isEqualTo(Map.of("spark.ui.enabled", "false"));
  }

  @Test
  void readsWhatSparkSubmitReads() throws IOException {
    String text =
        "spark.a   one two \nspark.b=x=y\nspark.c:\\u00e4\nspark.d\nspark.e = ümlaut\n"
            + "spark.f=C\\:\\\\x \\\n  y\n";
    Map<String, String> theirs = new TreeMap<>();
    Map<String, String> ours = read(text);
    scala.collection.JavaConverters.mapAsJavaMap(
            Utils.getPropertiesFromFile(folder.resolve("spark.conf").toString()))
        .forEach(theirs::put);
    assertThat(ours).isEqualTo(theirs).hasSize(6);
  }

  @Test
  void leavesOutWhatIsNotSparksAndSaysSo() throws IOException {
    assertThat(read("sparc.master=local\nspark.master=local[1]\n"))
        .isEqualTo(Map.of("spark.master", "local[1]"));
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "edgewise: "
                + folder.resolve("spark.conf")
                + ": sparc.master is left out: settings of Spark begin with spark.\n");
  }

  @Test
  void aFileThatCannotBeReadIsRefusedWithTheReason() throws IOException {
    assertRefused(folder.resolve("none"), "there is no such file");
    assertRefused(folder, "is a folder");
    assertRefused(
        Files.write(folder.resolve("latin"), new byte[] {'a', '=', (byte) 0xe4}), "is not UTF-8");
    assertRefused(
        Files.writeString(folder.resolve("broken"), "spark.a=\\u12"),
        "is no properties file: Malformed \\uxxxx encoding.");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> SparkProperties.read(file, System.err))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("EDGEWISE_SPARK_CONF = " + file)
        .hasMessageContaining(why);
  }
}
