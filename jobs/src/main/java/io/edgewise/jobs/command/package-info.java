/**
 * The commands, one class each: options become settings, settings a driver, its end an exit code.
 * The only room that knows the command line; holds no algorithms.
 */
@NullMarked
package io.edgewise.jobs.command;

import org.jspecify.annotations.NullMarked;
