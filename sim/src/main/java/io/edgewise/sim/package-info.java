/**
 * The door of the simulator takes a layer graph and gives a latency report or a reason. Nothing
 * here parses or prints.
 */
@NullMarked
package io.edgewise.sim;

import org.jspecify.annotations.NullMarked;
