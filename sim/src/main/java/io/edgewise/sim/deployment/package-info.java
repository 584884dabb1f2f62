/**
 * The ways to put networks and chips together: several networks on one chip, one network over
 * several. It neither parses nor prints.
 */
@NullMarked
package io.edgewise.sim.deployment;

import org.jspecify.annotations.NullMarked;
