package io.edgewise.search.proxy;

import java.io.Serializable;

/**
 * How a proxy is trained.
 *
 * @param epochs passes over the training examples, at least 1
 * @param batchSize images a step
 * @param learningRate peak of the cosine schedule
 * @param labelSmoothing in [0, 1)
 * @param augment random horizontal flip and shift of the training images
 * @param timeLimitMillis training stops with {@link TrainingOutcome.StopReason#TIMED_OUT} when it
 *     has run this long
 */
public record TrainingRecipe(
    int epochs,
    int batchSize,
    double learningRate,
    double labelSmoothing,
    boolean augment,
    long timeLimitMillis)
    implements Serializable {}
