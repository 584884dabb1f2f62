/**
 * When a search ends before its last generation: what it may spend, and when going on is not worth
 * it. Functions of what is committed; reads no clock.
 */
@NullMarked
package io.edgewise.search.stopping;

import org.jspecify.annotations.NullMarked;
