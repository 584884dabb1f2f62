/**
 * This package says what becomes of a proposed architecture: its screening, its evaluation, and the
 * trial that records both. Controllers and the history share its words, so that neither needs the
 * other.
 */
@NullMarked
package io.edgewise.search.trial;

import org.jspecify.annotations.NullMarked;
