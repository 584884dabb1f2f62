/**
 * What becomes of a proposed architecture: its screening, its evaluation, and the trial that
 * records both. The words that controllers and the history share, so that neither needs the other.
 */
@NullMarked
package io.edgewise.search.trial;

import org.jspecify.annotations.NullMarked;
