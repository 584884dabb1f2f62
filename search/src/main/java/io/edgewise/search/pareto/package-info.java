/** Dominance and fronts. Does no I/O. */
@NullMarked
package io.edgewise.search.pareto;

import org.jspecify.annotations.NullMarked;
