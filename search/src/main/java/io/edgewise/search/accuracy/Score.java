package io.edgewise.search.accuracy;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/** A score is what a trained network comes to on the validation images, whoever counted it. */
public sealed interface Score extends Serializable permits Confusion, Int8Score, ToldScore {

  /**
   * The accuracy, with how sure it is as far as that is known.
   *
   * @param metric what of counted answers is the accuracy; one that was told is by whatever metric
   *     whoever told it chose
   */
  Estimate estimate(AccuracyMetric metric);

  /** The part of the answers that is kept with a trial; unknown where only a number was told. */
  Answers answers();

  /** Other numbers that were told beside the accuracy, by name. */
  Map<String, Double> metrics();

  /** The accuracies in floats and in int8; empty where only one of them was counted. */
  default Optional<Int8Loss> int8Loss(AccuracyMetric metric) {
    return Optional.empty();
  }
}
