/**
 * This package writes files that are replaced whole: those beside the history, on any Hadoop file
 * system, and those on this machine that a command was asked for. It also spells records as JSON.
 */
@NullMarked
package io.edgewise.jobs.files;

import org.jspecify.annotations.NullMarked;
