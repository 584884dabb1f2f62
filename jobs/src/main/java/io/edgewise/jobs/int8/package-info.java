/**
 * This package runs networks of a search in int8 where that is asked for. It is the one room that a
 * search may enter a runtime by.
 */
@NullMarked
package io.edgewise.jobs.int8;

import org.jspecify.annotations.NullMarked;
