/**
 * Bayesian optimisation lets a Gaussian process over the decisions learn from every trial which of
 * a large pool are worth training. The surrogate that screens what other controllers propose is
 * here, too.
 */
@NullMarked
package io.edgewise.search.controller.bayes;

import org.jspecify.annotations.NullMarked;
