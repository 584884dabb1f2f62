/** Search files: HOCON over {@code conf/reference.conf}, read once into records. Starts nothing. */
@NullMarked
package io.edgewise.jobs.config;

import org.jspecify.annotations.NullMarked;
