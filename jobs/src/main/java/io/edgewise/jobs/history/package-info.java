/**
 * The history: Parquet tables under one root, and the protocol by which a generation appears in
 * them, whole or not at all. Decides nothing about a search.
 */
@NullMarked
package io.edgewise.jobs.history;

import org.jspecify.annotations.NullMarked;
