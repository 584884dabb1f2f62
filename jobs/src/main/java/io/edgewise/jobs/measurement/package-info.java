/** Tables of measured networks and layers, and what is written beside them. */
@NullMarked
package io.edgewise.jobs.measurement;

import org.jspecify.annotations.NullMarked;
