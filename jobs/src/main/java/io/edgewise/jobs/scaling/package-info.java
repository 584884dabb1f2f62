/** Families of a found network: one member a target, as tables, pictures and files. */
@NullMarked
package io.edgewise.jobs.scaling;

import org.jspecify.annotations.NullMarked;
