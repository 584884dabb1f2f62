/**
 * This package says what an accelerator is made of: tiles, cells, memories, links, energy, clock
 * and the host behind it. It knows neither layers nor files.
 */
@NullMarked
package io.edgewise.sim.accelerator;

import org.jspecify.annotations.NullMarked;
