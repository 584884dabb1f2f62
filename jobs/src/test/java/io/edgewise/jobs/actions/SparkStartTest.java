package io.edgewise.jobs.actions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.sim.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SparkStartTest {

  @AfterEach
  void forget() {
    System.clearProperty("spark.master");
    System.clearProperty("spark.executor.memory");
  }

  @ParameterizedTest
  @CsvSource({"local[x], Could not parse Master URL: 'local[x]'", "nowhere, 'nowhere'"})
  void aMasterThatIsNoneIsAWrongSetting(String master, String words) {
    System.setProperty("spark.master", master);
    assertThatThrownBy(() -> SparkStart.start("test", false))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Spark: 1 mistake\n  ")
        .hasMessageContaining(words)
        .hasMessageEndingWith(
            " (its settings are those of EDGEWISE_SPARK_CONF, conf/spark/local.conf or"
                + " spark-submit; its memory is EDGEWISE_MEMORY)");
  }

  @Test
  void aSizeThatIsNoneIsAWrongSetting() {
    System.setProperty("spark.master", "local[1]");
    System.setProperty("spark.executor.memory", "lots");
    assertThatThrownBy(() -> SparkStart.start("test", false))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("Size must be specified as bytes");
  }
}
