/**
 * A search as it is looked at while it runs, from any machine that sees the history: its status
 * file and what is committed. The searching driver is neither asked nor slowed.
 */
@NullMarked
package io.edgewise.jobs.watch;

import org.jspecify.annotations.NullMarked;
