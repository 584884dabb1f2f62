package io.edgewise.jobs.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualIT {

  private static final int ROWS = 200;

  private static final double[][] FEATURES = new double[ROWS][];
  private static final double[] PREDICTED = new double[ROWS];
  private static final double[] MEASURED = new double[ROWS];

  private static SparkSession spark;

  /** The regressor that is saved, fitted once: a fit is hundreds of Spark jobs. */
  private static Residual fitted;

  @TempDir private Path folder;

  /** The measurement is a fifth above the prediction where the second feature is above a half. */
  @BeforeAll
  static void start() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < ROWS; i++) {
      FEATURES[i] = new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      PREDICTED[i] = 1 + random.nextDouble();
      MEASURED[i] = PREDICTED[i] * (FEATURES[i][1] > 0.5 ? 1.2 : 1.0);
    }
    spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("residual")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    fitted = Residual.fit(spark, FEATURES, PREDICTED, MEASURED, 1);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void whatPhysicsLeavesOverIsLearnedForRowsThatWereNotSeen() {
    double[] corrected = Residual.crossValidated(spark, FEATURES, PREDICTED, MEASURED, 1);
    assertThat(Accuracy.of(PREDICTED, MEASURED).mapePercent()).isGreaterThan(7);
    assertThat(Accuracy.of(corrected, MEASURED).mapePercent()).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "with space", "_st*r", "{a,b}", "[c] 100 %20", "#1?", "~", "größe"})
  void aSavedRegressorCorrectsAsTheFittedOneDidWhereverItLies(String name) throws IOException {
    Path beside = Residual.beside(Files.createDirectory(folder.resolve(name)).resolve("mine.conf"));
    fitted.save(beside);
    fitted.save(beside);
    try (Stream<Path> there = Files.list(folder.resolve(name))) {
      assertThat(there).containsExactly(beside);
    }
    assertThat(beside.getFileName()).hasToString("mine.conf.residual");
    assertThat(Residual.load(beside).corrected(FEATURES, PREDICTED))
        .isEqualTo(fitted.corrected(FEATURES, PREDICTED));
  }

  @Test
  void aMissingRegressorIsRefusedWithTheCommandThatMakesOne() {
    assertThatThrownBy(() -> Residual.load(folder.resolve("none.residual")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no residual; edgewise calibrate --residual writes one");
  }
}
