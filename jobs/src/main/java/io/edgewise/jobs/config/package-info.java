/**
 * Search files are HOCON over {@code conf/reference.conf}, read once into records. This package
 * starts nothing.
 */
@NullMarked
package io.edgewise.jobs.config;

import org.jspecify.annotations.NullMarked;
