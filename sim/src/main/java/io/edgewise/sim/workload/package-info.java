/** This package has the words for a network as a graph of layers. It knows no hardware. */
@NullMarked
package io.edgewise.sim.workload;

import org.jspecify.annotations.NullMarked;
