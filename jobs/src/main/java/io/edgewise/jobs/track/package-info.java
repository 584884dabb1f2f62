/**
 * The room has the trained networks of a search written to a tracking server, behind the search: it
 * follows what is committed, on a thread of its own, and whatever the server does, the search knows
 * nothing of it. It knows neither Spark, settings, nor the server's client.
 */
@NullMarked
package io.edgewise.jobs.track;

import org.jspecify.annotations.NullMarked;
