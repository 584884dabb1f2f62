package io.edgewise.jobs.explain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.tree.impl.BaggedPoint;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.regression.LabeledPoint;
import org.apache.spark.mllib.tree.RandomForest;
import org.apache.spark.mllib.tree.configuration.Algo;
import org.apache.spark.mllib.tree.configuration.Strategy;
import org.apache.spark.mllib.tree.impurity.Variance;
import org.apache.spark.mllib.tree.model.DecisionTreeModel;
import org.apache.spark.rdd.RDD;
import scala.Function1;

/**
 * A random forest (Breiman, Machine Learning 45, 2001) of MLlib, which knows of every row the trees
 * that were grown without it: their predictions are as good as those of a row never seen.
 */
final class Forest {

  private static final int TREES = 40;
  private static final int DEPTH = 6;

  /** A leaf of fewer rows follows their noise. */
  private static final int LEAF = 3;

  private static final int BINS = 32;
  private static final String FEATURES_A_SPLIT = "onethird";

  private final DecisionTreeModel[] trees;
  private final int[][] unseenBy;

  private Forest(DecisionTreeModel[] trees, int[][] unseenBy) {
    this.trees = trees;
    this.unseenBy = unseenBy;
  }

  /**
   * Grows a forest.
   *
   * @param rows features, one row a network
   * @param values one a row
   * @param categories how many values a feature has that has no order, by its place
   */
  static Forest grow(
      JavaSparkContext spark,
      double[][] rows,
      double[] values,
      Map<Integer, Integer> categories,
      int seed) {
    List<LabeledPoint> points = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      points.add(new LabeledPoint(values[row], Vectors.dense(rows[row])));
    }
    // One partition: the sampling is seeded by partition, and must not depend on the machine.
    RDD<LabeledPoint> data = spark.parallelize(points, 1).rdd();
    data.localCheckpoint(); // The tasks of dozens of jobs would each carry the rows.
    data.count();
    DecisionTreeModel[] trees =
        RandomForest.trainRegressor(
                data, strategy(rows.length, categories), TREES, FEATURES_A_SPLIT, seed)
            .trees();
    return new Forest(trees, unseenBy(data, seed));
  }

  private static Strategy strategy(int rows, Map<Integer, Integer> categories) {
    int bins =
        categories.values().stream().mapToInt(n -> n).reduce(Math.min(BINS, rows), Math::max);
    Strategy strategy =
        new Strategy(
            Algo.Regression(), Variance.instance(), DEPTH, 2, bins, new HashMap<>(categories));
    strategy.setMinInstancesPerNode(LEAF);
    return strategy;
  }

  /**
   * MLlib does not tell which rows a tree was grown from, but draws them by this function, from
   * this seed and in the order of the rows.
   */
  private static int[][] unseenBy(RDD<LabeledPoint> data, int seed) {
    Function1<LabeledPoint, Object> weight =
        (Function1<LabeledPoint, Object> & Serializable) row -> 1.0;
    return BaggedPoint.convertToBaggedRDD(data, 1.0, TREES, true, weight, seed)
        .toJavaRDD()
        .map(bagged -> without(bagged.subsampleCounts()))
        .collect()
        .toArray(int[][]::new);
  }

  private static int[] without(int[] counts) {
    return IntStream.range(0, counts.length).filter(tree -> counts[tree] == 0).toArray();
  }

  /** The mean of all trees. */
  double predict(double[] features) {
    Vector vector = Vectors.dense(features);
    double sum = 0;
    for (DecisionTreeModel tree : trees) {
      sum += tree.predict(vector);
    }
    return sum / trees.length;
  }

  /**
   * The mean of the trees that were grown without a row.
   *
   * @param features the row's own, or others in their place
   */
  double predictUnseen(int row, double[] features) {
    Vector vector = Vectors.dense(features);
    double sum = 0;
    for (int tree : unseenBy[row]) {
      sum += trees[tree].predict(vector);
    }
    return sum / unseenBy[row].length;
  }
}
