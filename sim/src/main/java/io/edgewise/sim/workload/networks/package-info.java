/**
 * This package holds the reference networks, layer by layer as published, and the catalogue that
 * finds them by name. Batch normalisation behind a convolution is folded into it, as in a deployed
 * network; one that cannot be folded is a multiplication and an addition by constants. It knows no
 * hardware and no files.
 */
@NullMarked
package io.edgewise.sim.workload.networks;

import org.jspecify.annotations.NullMarked;
