/**
 * One record a reward formula, the formula in its doc, and one list of their names. Does no I/O.
 */
@NullMarked
package io.edgewise.search.reward;

import org.jspecify.annotations.NullMarked;
