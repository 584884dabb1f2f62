package io.edgewise.search.accuracy;

import java.util.Map;
import java.util.Optional;

/**
 * An int8 score is what a network answers in int8, beside what it answers in floats: the first is
 * its accuracy.
 */
public record Int8Score(Confusion integers, Confusion floats) implements Score {

  private static final long serialVersionUID = 1L;

  @Override
  public Estimate estimate(AccuracyMetric metric) {
    return integers.estimate(metric);
  }

  @Override
  public Answers answers() {
    return integers.answers();
  }

  @Override
  public Map<String, Double> metrics() {
    return integers.metrics();
  }

  @Override
  public Optional<Int8Loss> int8Loss(AccuracyMetric metric) {
    return Optional.of(
        new Int8Loss(floats.estimate(metric).value(), integers.estimate(metric).value()));
  }
}
