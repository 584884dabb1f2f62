/**
 * Bayesian optimisation: a Gaussian process over the decisions learns from every trial which of a
 * large pool are worth training. Also the surrogate that screens what other controllers propose.
 */
@NullMarked
package io.edgewise.search.controller.bayes;

import org.jspecify.annotations.NullMarked;
