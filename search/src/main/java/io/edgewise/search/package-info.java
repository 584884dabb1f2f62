/**
 * The door of the search: one generation as a function of a value, state in, state and trials out.
 * Owns no threads and reads no clock.
 */
@NullMarked
package io.edgewise.search;

import org.jspecify.annotations.NullMarked;
