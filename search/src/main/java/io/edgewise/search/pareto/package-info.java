/** This package computes objectives, dominance, crowding and hypervolume. It does no I/O. */
@NullMarked
package io.edgewise.search.pareto;

import org.jspecify.annotations.NullMarked;
