/**
 * This package lays a network on an accelerator: which tile works on which output positions, how
 * many channels a pass takes, what lies where in memory. It counts the work of a pass, but runs
 * nothing.
 */
@NullMarked
package io.edgewise.sim.mapping;

import org.jspecify.annotations.NullMarked;
