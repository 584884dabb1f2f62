/**
 * This package takes an architecture through the simulator, the constraints and its proxy's
 * training to an evaluation, with successive halving on the way. It owns no threads.
 */
@NullMarked
package io.edgewise.search.evaluation;

import org.jspecify.annotations.NullMarked;
