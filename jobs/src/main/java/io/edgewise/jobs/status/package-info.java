/**
 * This package says what a running search tells those who watch it: a status file beside the
 * history, and metrics in Spark's metrics system. It decides nothing; the history is what counts.
 */
@NullMarked
package io.edgewise.jobs.status;

import org.jspecify.annotations.NullMarked;
