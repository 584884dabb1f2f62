/**
 * The door of the simulator: a layer graph goes in, a latency report or a reason comes out. Nothing
 * here parses or prints.
 */
@NullMarked
package io.edgewise.sim;

import org.jspecify.annotations.NullMarked;
