package io.edgewise.search.accuracy;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A told score is an accuracy that somebody else counted: a foreign trainer, or a table.
 *
 * @param accuracy in [0, 1]
 * @param metrics other finite numbers that were told beside it, by name, in the order of the names
 */
public record ToldScore(double accuracy, Map<String, Double> metrics) implements Score {

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the accuracy is no share
   */
  public ToldScore {
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "accuracy is %s; allowed is a share from 0 to 1, such as 0.97 for 97 %%",
              accuracy));
    }
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }

  @Override
  public Estimate estimate(AccuracyMetric metric) {
    return Estimate.of(accuracy);
  }

  @Override
  public Answers answers() {
    return Answers.UNKNOWN;
  }
}
