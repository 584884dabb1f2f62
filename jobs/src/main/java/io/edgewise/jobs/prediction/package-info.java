/**
 * This package simulates a network on an accelerator, and what it would be with a change. It does
 * not say how that is shown.
 */
@NullMarked
package io.edgewise.jobs.prediction;

import org.jspecify.annotations.NullMarked;
