/**
 * This package runs searches every night: their dates, the champion, what a morning is told. It
 * trains and schedules nothing itself.
 */
@NullMarked
package io.edgewise.jobs.nightly;

import org.jspecify.annotations.NullMarked;
