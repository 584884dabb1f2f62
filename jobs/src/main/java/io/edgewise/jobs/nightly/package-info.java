/**
 * Searches that run every night: their dates, the champion, what a morning is told. Trains and
 * schedules nothing itself.
 */
@NullMarked
package io.edgewise.jobs.nightly;

import org.jspecify.annotations.NullMarked;
