/**
 * The cycle model runs a laid-out network; it holds the only mutable state of the simulator. It
 * neither parses nor prints.
 */
@NullMarked
package io.edgewise.sim.engine;

import org.jspecify.annotations.NullMarked;
