/** From a network to the files that other tools take, and what was seen when they ran. */
@NullMarked
package io.edgewise.jobs.export;

import org.jspecify.annotations.NullMarked;
