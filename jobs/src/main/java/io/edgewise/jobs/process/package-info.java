/**
 * The room runs commands that are somebody else's: a program and its arguments, never a shell's
 * line, in a folder and an environment of their own, within limits of time, memory and output. What
 * was started is ended with all that it started, also where this JVM is killed. It knows nothing of
 * what commands are for, and trusts nothing that they print.
 */
@NullMarked
package io.edgewise.jobs.process;

import org.jspecify.annotations.NullMarked;
