/**
 * The residual is the learned part of a prediction: a small regressor on what the physical model
 * leaves over. It is off unless asked for.
 */
@NullMarked
package io.edgewise.jobs.residual;

import org.jspecify.annotations.NullMarked;
