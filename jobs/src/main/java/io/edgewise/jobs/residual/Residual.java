package io.edgewise.jobs.residual;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GBTRegressionModel;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Gradient-boosted trees (MLlib) for {@code measured / predicted - 1}, on the features of {@link
 * io.edgewise.sim.calibration.Features}. A corrected prediction is {@code predicted * (1 +
 * residual)}.
 */
public final class Residual {

  private static final int FOLDS = 4;

  /** A tree costs a Spark job a level, so few trees with larger steps. */
  private static final int TREES = 60;

  private static final int DEPTH = 5;
  private static final double STEP = 0.15;
  private static final double SUBSAMPLE = 0.7;

  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private final GBTRegressionModel model;

  private Residual(GBTRegressionModel model) {
    MllibArithmetic.require();
    this.model = model;
  }

  /** Fits to all rows. */
  public static Residual fit(
      SparkSession spark, double[][] features, double[] predicted, double[] measured, long seed) {
    MllibArithmetic.require();
    // A checkpoint, not a cache: the tasks of hundreds of jobs would each carry the rows.
    Dataset<Row> rows = rows(spark, features, labels(predicted, measured)).localCheckpoint();
    return new Residual(regressor(seed).fit(rows));
  }

  /**
   * Corrected predictions of each row by a regressor that was not fitted to it.
   *
   * @param seed of the trees; row {@code i} is in fold {@code i mod 4}
   */
  public static double[] crossValidated(
      SparkSession spark, double[][] features, double[] predicted, double[] measured, long seed) {
    double[] corrected = new double[measured.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int k = fold;
      int[] others = rowsWhere(measured.length, i -> i % FOLDS != k);
      int[] own = rowsWhere(measured.length, i -> i % FOLDS == k);
      Residual residual =
          fit(spark, at(features, others), at(predicted, others), at(measured, others), seed);
      double[] values = residual.corrected(at(features, own), at(predicted, own));
      for (int i = 0; i < own.length; i++) {
        corrected[own[i]] = values[i];
      }
    }
    return corrected;
  }

  /** Returns where the regressor of an accelerator file lies: beside it. */
  public static Path beside(Path accelerator) {
    return accelerator.resolveSibling(accelerator.getFileName() + ".residual");
  }

  /**
   * Reads a saved regressor.
   *
   * @throws SettingsException if there is none
   */
  public static Residual load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SettingsException(
          folder.toString(),
          List.of("there is no residual; edgewise calibrate --residual writes one"));
    }
    return new Residual(GBTRegressionModel.load(pattern(folder)));
  }

  /**
   * Saves the regressor aside, then puts it in the place of the one that was there.
   *
   * @throws UncheckedIOException if that fails; what was there then is there again
   */
  public void save(Path folder) {
    Path aside = folder.resolveSibling("." + UUID.randomUUID() + ".part");
    Path old = folder.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      model.write().save(uri(aside));
      replace(folder, aside, old);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the residual cannot be written to " + folder + ": " + e.getMessage(), e);
    } finally {
      discard(aside);
    }
  }

  /** A folder cannot be replaced by a move, so the old one steps aside first. */
  private static void replace(Path folder, Path whole, Path old) throws IOException {
    if (!Files.exists(folder)) {
      Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    discard(old);
  }

  /** There only if something went wrong, which is being told. */
  private static void discard(Path aside) {
    try {
      delete(aside);
    } catch (IOException e) {
      // The same disk.
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** A local folder as MLlib writes it: its text is a path, of which nothing is decoded. */
  private static String uri(Path folder) {
    return "file://" + folder.toAbsolutePath().normalize();
  }

  /** The same as MLlib reads it: there the text is also a pattern, and a list. */
  private static String pattern(Path folder) {
    return uri(folder).replaceAll("[\\\\{}\\[\\]*?,^]", "\\\\$0");
  }

  /** Predictions with what the regressor expects to be left over. */
  public double[] corrected(double[][] features, double[] predicted) {
    double[] corrected = new double[predicted.length];
    for (int i = 0; i < predicted.length; i++) {
      corrected[i] = predicted[i] * (1 + model.predict(Vectors.dense(features[i])));
    }
    return corrected;
  }

  private static GBTRegressor regressor(long seed) {
    return new GBTRegressor()
        .setMaxIter(TREES)
        .setMaxDepth(DEPTH)
        .setStepSize(STEP)
        .setSubsamplingRate(SUBSAMPLE)
        .setLossType("squared")
        .setSeed(seed);
  }

  private static double[] labels(double[] predicted, double[] measured) {
    double[] labels = new double[measured.length];
    Arrays.setAll(labels, i -> measured[i] / predicted[i] - 1);
    return labels;
  }

  private static Dataset<Row> rows(SparkSession spark, double[][] features, double[] labels) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      rows.add(RowFactory.create(Vectors.dense(features[i]), labels[i]));
    }
    return spark.createDataFrame(rows, SCHEMA).coalesce(1);
  }

  private static int[] rowsWhere(int rows, IntPredicate wanted) {
    return IntStream.range(0, rows).filter(wanted).toArray();
  }

  private static double[] at(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  private static double[][] at(double[][] values, int[] rows) {
    return Arrays.stream(rows).mapToObj(i -> values[i]).toArray(double[][]::new);
  }
}
