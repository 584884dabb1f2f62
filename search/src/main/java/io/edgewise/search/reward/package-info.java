/**
 * Every reward formula is one record, with the formula in its doc, and one list has their names.
 * This package does no I/O.
 */
@NullMarked
package io.edgewise.search.reward;

import org.jspecify.annotations.NullMarked;
