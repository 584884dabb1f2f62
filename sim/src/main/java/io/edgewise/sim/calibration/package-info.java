/**
 * This package holds predictions against measurements, and fits an accelerator's parameters to
 * them. It knows accelerators only by their settings, and no Spark.
 */
@NullMarked
package io.edgewise.sim.calibration;

import org.jspecify.annotations.NullMarked;
