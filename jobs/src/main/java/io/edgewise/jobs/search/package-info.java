/**
 * A search runs in a running Spark: generation after generation, from what is committed to the last
 * one. This package knows neither the command line nor the nights.
 */
@NullMarked
package io.edgewise.jobs.search;

import org.jspecify.annotations.NullMarked;
