package io.edgewise.search.training;

/**
 * A result says what an epoch came to.
 *
 * @param loss mean training loss of its steps
 * @param accuracy share of the validation images classified right by the averaged weights, in [0,
 *     1]
 */
public record EpochResult(double loss, double accuracy) {}
