/**
 * The door hands a command line to its command: {@link io.edgewise.jobs.Main}, or {@link
 * io.edgewise.jobs.Embedded} where no Spark is installed.
 */
@NullMarked
package io.edgewise.jobs;

import org.jspecify.annotations.NullMarked;
