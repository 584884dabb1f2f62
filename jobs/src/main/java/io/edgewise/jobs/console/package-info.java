/**
 * This package holds what every command shares with the terminal: where its words go, how its
 * tables are laid out, its exit codes, how it is interrupted, and the version of the build. It
 * knows no command and no job.
 */
@NullMarked
package io.edgewise.jobs.console;

import org.jspecify.annotations.NullMarked;
