/** Objectives, dominance, crowding and hypervolume. Does no I/O. */
@NullMarked
package io.edgewise.search.pareto;

import org.jspecify.annotations.NullMarked;
