/**
 * Each class here is one command: options become settings, settings a driver, its end an exit code.
 * This is the only room that knows options and arguments; it holds no algorithms.
 */
@NullMarked
package io.edgewise.jobs.command;

import org.jspecify.annotations.NullMarked;
