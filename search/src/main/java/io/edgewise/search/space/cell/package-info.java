/** This package has the cells of NAS-Bench-201: their space, their spelling and their JSON. */
@NullMarked
package io.edgewise.search.space.cell;

import org.jspecify.annotations.NullMarked;
