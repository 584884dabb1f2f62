/**
 * What an accelerator is made of: tiles, cells, memories, links, clock and the host behind it.
 * Knows neither layers nor files.
 */
@NullMarked
package io.edgewise.sim.accelerator;

import org.jspecify.annotations.NullMarked;
