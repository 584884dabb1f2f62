/**
 * The command line: one class a command, each config to session to action to exit code. Holds no
 * algorithms.
 */
@NullMarked
package io.edgewise.jobs;

import org.jspecify.annotations.NullMarked;
