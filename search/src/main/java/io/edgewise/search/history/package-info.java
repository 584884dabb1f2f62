/**
 * This package is what is kept of a search: generations with their trials, provenance, tally. It
 * knows no Parquet.
 */
@NullMarked
package io.edgewise.search.history;

import org.jspecify.annotations.NullMarked;
