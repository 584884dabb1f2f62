/**
 * This package runs the front of a search in int8 where that is asked for. A search enters a
 * runtime here, or by the trainer that scores proxies in int8.
 */
@NullMarked
package io.edgewise.jobs.int8;

import org.jspecify.annotations.NullMarked;
