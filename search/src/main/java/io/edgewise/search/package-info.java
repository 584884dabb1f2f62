/**
 * The door of the search runs one generation as a function of a value: state in, state and trials
 * out. It owns no threads and reads no clock.
 */
@NullMarked
package io.edgewise.search;

import org.jspecify.annotations.NullMarked;
