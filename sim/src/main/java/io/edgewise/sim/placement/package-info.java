/**
 * The placement of a network's operators: which an accelerator runs, which its host, and why. Knows
 * the limits of the Edge TPU's compiler; counts nothing.
 */
@NullMarked
package io.edgewise.sim.placement;

import org.jspecify.annotations.NullMarked;
