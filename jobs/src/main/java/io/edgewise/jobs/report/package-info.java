/**
 * This package lays out results for eyes and for programs: a finished search's summary and front,
 * and what predictions, validations, checks of proxies and benchmarks came to. It decides nothing.
 */
@NullMarked
package io.edgewise.jobs.report;

import org.jspecify.annotations.NullMarked;
