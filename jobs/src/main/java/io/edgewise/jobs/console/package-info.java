/**
 * What every command shares with the terminal: where its words go, its exit codes, and the version
 * of the build. Knows no command and no job.
 */
@NullMarked
package io.edgewise.jobs.console;

import org.jspecify.annotations.NullMarked;
