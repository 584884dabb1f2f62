/** The cycle model: the only mutable state of the simulator. Neither parses nor prints. */
@NullMarked
package io.edgewise.sim.engine;

import org.jspecify.annotations.NullMarked;
