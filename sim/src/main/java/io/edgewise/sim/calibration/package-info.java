/**
 * Holding predictions against measurements, and fitting an accelerator's parameters to them. Knows
 * accelerators only by their settings, and no Spark.
 */
@NullMarked
package io.edgewise.sim.calibration;

import org.jspecify.annotations.NullMarked;
