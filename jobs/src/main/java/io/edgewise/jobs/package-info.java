/** The door: {@link io.edgewise.jobs.Main} hands a command line to its command. */
@NullMarked
package io.edgewise.jobs;

import org.jspecify.annotations.NullMarked;
