package io.edgewise.search.proxy;

import java.io.Serializable;

/**
 * Zero-cost scores are what can be told of a network without training it; larger is better by the
 * belief behind each.
 *
 * @param parameters trained numbers
 * @param macs multiply-accumulates of one image
 * @param synflow logarithm of the flow through a network of absolute weights
 * @param jacobian how differently a network reacts to small changes of different images
 */
public record ZeroCostScores(double parameters, double macs, double synflow, double jacobian)
    implements Serializable {}
