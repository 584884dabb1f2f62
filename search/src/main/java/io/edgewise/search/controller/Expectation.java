package io.edgewise.search.controller;

/**
 * An expectation is what a controller believes of a network's reward before it is trained.
 *
 * @param reward what it is expected to be
 * @param lowest with the next: where it is expected with 95 % confidence
 */
public record Expectation(double reward, double lowest, double highest) {}
