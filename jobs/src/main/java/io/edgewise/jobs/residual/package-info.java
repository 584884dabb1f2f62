/**
 * The learned part of a prediction: a small regressor on what the physical model leaves over. Off
 * unless asked for.
 */
@NullMarked
package io.edgewise.jobs.residual;

import org.jspecify.annotations.NullMarked;
