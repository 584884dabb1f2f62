/** The words for a network as a graph of layers, and the reference networks. Knows no hardware. */
@NullMarked
package io.edgewise.sim.workload;

import org.jspecify.annotations.NullMarked;
