/**
 * This package makes of a network the files that other tools take, and tells what was seen when
 * they ran.
 */
@NullMarked
package io.edgewise.jobs.export;

import org.jspecify.annotations.NullMarked;
