/**
 * This package says why a search came to what it came to: which decisions its measured networks'
 * accuracy, latency and reward depend on, by random forests; and of one network how it came to be
 * tried, what was expected of it, what those like it did, and which single changes would make it
 * better.
 */
@NullMarked
package io.edgewise.jobs.explain;

import org.jspecify.annotations.NullMarked;
